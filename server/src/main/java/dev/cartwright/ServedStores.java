package dev.cartwright;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.Keys;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.UserStore;
import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Chain;
import dev.cartwright.audit.PersonalDataStore;
import dev.cartwright.cli.BackupReport;
import dev.cartwright.cli.DatabaseHealth;
import dev.cartwright.cli.Elements;
import dev.cartwright.cli.Installation;
import dev.cartwright.job.Jobs;
import dev.cartwright.session.SessionStore;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.usage.UsageStore;
import java.nio.file.Path;

/// The stores of a running server. A key issued here is valid at once, without the quarter of a
/// second after which the server would see it by itself.
///
/// @param keysInMemory what the running server checks requests with
record ServedStores(Stores stores, ConsumerKeys keysInMemory) implements Installation {
    @Override
    public SessionStore sessions() {
        return stores.sessions();
    }

    @Override
    public boolean reindex() {
        return stores.reindex();
    }

    @Override
    public ConsumerKeyStore keys() {
        return stores.keys();
    }

    @Override
    public UserStore users() {
        return stores.users();
    }

    @Override
    public ShopStore shop() {
        return stores.shop();
    }

    @Override
    public UsageStore usage() {
        return stores.usage();
    }

    @Override
    public Keys keyMaker() {
        return stores.keyMaker(new SeenAtOnce(stores.keys(), keysInMemory));
    }

    @Override
    public ImportKeys keyImport() {
        return stores.keyImport();
    }

    @Override
    public AuditStore audit() {
        return stores.audit();
    }

    @Override
    public Chain auditChain() {
        return stores.auditChain();
    }

    @Override
    public PersonalDataStore personalData() {
        return stores.personalData();
    }

    @Override
    public Jobs jobs() {
        return stores.jobs();
    }

    @Override
    public Elements elements() {
        return stores.elements();
    }

    @Override
    public BackupReport backup(Path output) {
        return stores.backup(output);
    }

    @Override
    public DatabaseHealth health() {
        return stores.health();
    }

    /// The server of this process sees its own changes at once.
    @Override
    public void awaitServers() {}

    @Override
    public Path keyFile() {
        return stores.keyFile();
    }

    @Override
    public SecretSealing sealing() {
        return stores.sealing();
    }

    @Override
    public int rotateKeyFile(boolean waiting) {
        return stores.rotateKeyFile(waiting);
    }

    /// The server closes its stores itself.
    @Override
    public void close() {}
}
