package dev.cartwright.cli;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.Keys;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.UserStore;
import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Chain;
import dev.cartwright.audit.PersonalDataStore;
import dev.cartwright.job.Jobs;
import dev.cartwright.session.SessionStore;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.usage.UsageStore;
import java.nio.file.Path;

/// One opened set of stores with what belongs to them. `App` implements it.
public interface Installation extends AutoCloseable {
    SessionStore sessions();

    /// Has the index of an attached shop's carts filled anew by the server that keeps it. False
    /// when there is none, because carts are our own.
    boolean reindex();

    ConsumerKeyStore keys();

    UserStore users();

    ShopStore shop();

    /// How keys were used.
    UsageStore usage();

    /// Makes consumer keys.
    Keys keyMaker();

    /// Takes over consumer keys of other stores.
    ImportKeys keyImport();

    /// The log of acts.
    AuditStore audit();

    /// What the log is sealed with.
    Chain auditChain();

    /// Who was shown personal data.
    PersonalDataStore personalData();

    /// What runs at set times.
    Jobs jobs();

    /// Sessions as the API shows them.
    Elements elements();

    /// Writes a copy of the database while others use it, and opens the copy to check it.
    ///
    /// @param output a file that does not exist
    /// @throws CommandFailure when the copy failed, or the database is one that brings its own
    ///     tool for it
    BackupReport backup(Path output);

    /// What the database says of itself; reads all of it.
    DatabaseHealth health();

    /// Where the key file lies.
    Path keyFile();

    /// What the key file seals and opens, as it was read when this was opened.
    SecretSealing sealing();

    /// Adds an entry to the key file.
    ///
    /// @param waiting whether it shall only open, and not seal yet
    /// @return its id
    int rotateKeyFile(boolean waiting);

    /// Waits until servers on the same stores have had the time to see a changed key, so that a key
    /// works from the moment it is printed. Returns at once when no server can be running.
    void awaitServers();

    @Override
    void close();
}
