package dev.cartwright;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.KeyFile;
import dev.cartwright.access.KeyFileException;
import dev.cartwright.access.KeyGenerator;
import dev.cartwright.access.Keys;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.UserStore;
import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Chain;
import dev.cartwright.audit.PersonalDataStore;
import dev.cartwright.audit.Sealer;
import dev.cartwright.cli.BackupReport;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.DatabaseHealth;
import dev.cartwright.cli.Elements;
import dev.cartwright.cli.Installation;
import dev.cartwright.job.Job;
import dev.cartwright.job.RolledKeys;
import dev.cartwright.job.UnusedKeyPolicy;
import dev.cartwright.job.UnusedKeys;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.SessionChanges;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.store.sql.Backup;
import dev.cartwright.store.sql.DataDirectoryLock;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.DatabaseCheck;
import dev.cartwright.store.sql.JobScheduler;
import dev.cartwright.store.sql.SqlAuditStore;
import dev.cartwright.store.sql.SqlPersonalDataStore;
import dev.cartwright.store.sql.StoreException;
import dev.cartwright.usage.UsageReport;
import dev.cartwright.usage.UsageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One opened database with everything that is kept in it, and the key file beside it.
final class Stores implements Installation {
    private static final String NOT_SEALED = "could not seal the log of acts; it is tried again";

    /// In the data directory.
    static final String DATABASE_FILE = "cartwright.db";

    private final Database database;
    private final Runnable settling;
    private final @Nullable AttachedShop attached;
    private final @Nullable Path file;
    private final Path keyFile;
    private final SecretSealing sealing;
    private final Chain auditChain;
    private final AuditStore audit;
    private final PersonalDataStore personalData;
    private final SessionStore sessions;
    private final ConsumerKeyStore keys;
    private final UserStore users;
    private final UserStore keyOwners;
    private final ShopStore shop;
    private final UsageStore usage;
    private final ShopFacts facts;
    private final Elements elements;
    private final JobScheduler jobs;
    private final InstantSource clock;
    private final SecureRandom random;

    private Stores(Config config, Database database, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.file = config.get(Settings.DATABASE).isPresent() ? null : databaseFile(config);
        this.clock = clock;
        this.random = random;
        keyFile = keyFile(config);
        KeyFile keyFileContents = KeyFile.open(keyFile, random);
        sealing = new SecretSealing(keyFileContents, random);
        auditChain = new Chain(keyFileContents.auditKey());
        audit = new SqlAuditStore(database);
        personalData = new SqlPersonalDataStore(database);
        var own = new AttachedShop.Own(database);
        settling = own.sessions()::settleSoon;
        attached =
                AttachedShop.of(
                        config,
                        own,
                        new AttachedShop.Sources(
                                sealing, clock, random, config.get(Settings.WOOCOMMERCE_BINLOG)));
        sessions = attached == null ? own.sessions() : attached.sessions();
        keys = attached == null ? own.keys() : attached.keys().keys();
        users = attached == null ? own.users() : attached.keys().users();
        keyOwners = own.users();
        shop = own.shop();
        usage = attached == null ? own.usage() : attached.keys().usage();
        facts =
                attached == null
                        ? new KnownShop(shop, id -> users.find(id).isPresent())
                        : attached.facts(shop);
        elements = new ShownSessions(shop, facts, baseUrl(config), clock);
        jobs = new JobScheduler(database, List.of(unusedKeys(config), rolledKeys()));
    }

    private Job unusedKeys(Config config) {
        int days = config.get(Settings.UNUSED_KEY_DAYS);
        UnusedKeyPolicy policy = days == 0 ? null : new UnusedKeyPolicy(days);
        return new UnusedKeys(keys, users, keyMaker(), clock, policy, new KeyNotices());
    }

    private Job rolledKeys() {
        return new RolledKeys(keys, keyMaker(), new UsageReport(usage, clock), clock);
    }

    /// @param create whether a missing directory or database is set up
    /// @throws CommandFailure when there is nothing to open, or it cannot be opened
    static Stores open(Config config, boolean create, InstantSource clock, SecureRandom random) {
        Path data = config.get(Settings.DATA);
        if (!create && !existsAlready(config)) {
            throw new CommandFailure(
                    "There is no data in %s; 'cartwright serve --data %s' sets it up."
                            .formatted(data, data));
        }
        prepare(data);
        Database database = null;
        try {
            database = database(config, clock);
            return new Stores(config, database, clock, random);
        } catch (StoreException | Outage | KeyFileException e) {
            if (database != null) {
                database.close();
            }
            throw CommandFailure.because(e);
        }
    }

    /// Made for its owner alone: carts hold names and addresses.
    static void prepare(Path data) {
        try {
            Path parent = data.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.isDirectory(data)) {
                boolean posix =
                        data.getFileSystem().supportedFileAttributeViews().contains("posix");
                var mode = PosixFilePermissions.fromString("rwx------");
                if (posix) {
                    Files.createDirectory(data, PosixFilePermissions.asFileAttribute(mode));
                } else {
                    Files.createDirectory(data);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("Could not make the data directory " + data + ".", e);
        }
    }

    private static boolean existsAlready(Config config) {
        return config.get(Settings.DATABASE).isPresent() || Files.exists(databaseFile(config));
    }

    private static Database database(Config config, InstantSource clock) {
        return config.get(Settings.DATABASE)
                .map(url -> Database.postgres(url, clock))
                .orElseGet(() -> Database.sqlite(databaseFile(config), clock));
    }

    private static Path databaseFile(Config config) {
        return config.get(Settings.DATA).resolve(DATABASE_FILE);
    }

    private static Path directory(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static Path keyFile(Config config) {
        return config.get(Settings.KEY_FILE)
                .orElseGet(() -> config.get(Settings.DATA).resolve(KeyFile.NAME));
    }

    private static String baseUrl(Config config) {
        String scheme = config.get(Settings.TLS_CERTIFICATE).isPresent() ? "https" : "http";
        return config.get(Settings.PUBLIC_URL)
                .orElseGet(
                        () ->
                                "%s://%s:%d"
                                        .formatted(
                                                scheme,
                                                config.get(Settings.HOST),
                                                config.get(Settings.PORT)));
    }

    Database database() {
        return database;
    }

    /// A server begins to serve.
    void serve() {
        settling.run();
    }

    /// The shop whose carts and keys these are; empty when they are our own.
    Optional<AttachedShop> attached() {
        return Optional.ofNullable(attached);
    }

    @Override
    public boolean reindex() {
        attached().ifPresent(AttachedShop::reindex);
        return attached != null;
    }

    /// Of our own database: nothing is told of what a shop changes itself.
    SessionChanges changes() {
        return database.sessionChanges();
    }

    SessionReads reads() {
        return attached == null ? SessionReads.told(sessions) : attached.reads();
    }

    /// Those whom keys belong to, for authentication.
    UserStore keyOwners() {
        return keyOwners;
    }

    @Override
    public SecretSealing sealing() {
        return sealing;
    }

    ShopFacts facts() {
        return facts;
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public ConsumerKeyStore keys() {
        return keys;
    }

    @Override
    public UserStore users() {
        return users;
    }

    @Override
    public ShopStore shop() {
        return shop;
    }

    @Override
    public UsageStore usage() {
        return usage;
    }

    @Override
    public Keys keyMaker() {
        return keyMaker(keys);
    }

    /// @param store gets the new keys, in place of our own
    Keys keyMaker(ConsumerKeyStore store) {
        return new Keys(store, users, sealing, new KeyGenerator(random), clock);
    }

    @Override
    public ImportKeys keyImport() {
        return new ImportKeys(keys, sealing, clock);
    }

    @Override
    public AuditStore audit() {
        return audit;
    }

    @Override
    public Chain auditChain() {
        return auditChain;
    }

    @Override
    public PersonalDataStore personalData() {
        return personalData;
    }

    /// To be started by whoever runs for longer.
    @Override
    public JobScheduler jobs() {
        return jobs;
    }

    /// To be started by whoever runs for longer.
    Sealer sealer() {
        return new Sealer(audit, auditChain, clock, new Setbacks(NOT_SEALED, clock));
    }

    @Override
    public Elements elements() {
        return elements;
    }

    @Override
    public BackupReport backup(Path output) {
        try {
            if (file == null) {
                throw Backup.unsupportedOnPostgres();
            }
            Backup.Report made = Backup.copy(file, output);
            return new BackupReport(made.bytes(), made.sessions());
        } catch (StoreException | Outage e) {
            throw CommandFailure.because(e);
        }
    }

    @Override
    public DatabaseHealth health() {
        try {
            return file == null
                    ? health(DatabaseCheck.postgres(database))
                    : health(DatabaseCheck.sqlite(file, true));
        } catch (StoreException | Outage e) {
            throw CommandFailure.because(e);
        }
    }

    private static DatabaseHealth health(DatabaseCheck check) {
        var faults = new ArrayList<String>();
        if (!check.sound()) {
            faults.add(check.finding());
        }
        if (check.sessions() != check.counted()) {
            faults.add(
                    "%d carts are stored, but %d are counted"
                            .formatted(check.sessions(), check.counted()));
        }
        boolean embedded = check.kind().equals("sqlite");
        return new DatabaseHealth(
                check.kind(),
                !embedded || check.journalMode().equals("wal"),
                (embedded ? "journal_mode=" : "version ") + check.journalMode(),
                check.schemaVersion(),
                check.newestVersion(),
                faults);
    }

    /// Whether a server runs on PostgreSQL cannot be told from here, so one may.
    @Override
    public void awaitServers() {
        if (file != null && !DataDirectoryLock.serverRuns(directory(file))) {
            return;
        }
        try {
            Thread.sleep(ConsumerKeys.SEEN_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Path keyFile() {
        return keyFile;
    }

    @Override
    public int rotateKeyFile(boolean waiting) {
        return KeyFile.rotate(keyFile, random, waiting);
    }

    /// What was done here is sealed; when that fails, the next server does it.
    @Override
    public void close() {
        if (database.wrote()) {
            try {
                sealer().sealAll();
            } catch (StoreException | Outage | InDoubt e) {
                new Setbacks(NOT_SEALED, clock).accept(e);
            }
        }
        if (attached != null) {
            attached.close();
        }
        database.close();
    }
}
