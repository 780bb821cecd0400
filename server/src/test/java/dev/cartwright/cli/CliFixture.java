package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.InMemoryConsumerKeyStore;
import dev.cartwright.access.InMemoryUserStore;
import dev.cartwright.access.KeyFile;
import dev.cartwright.access.KeyGenerator;
import dev.cartwright.access.Keys;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.UserStore;
import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Chain;
import dev.cartwright.audit.InMemoryAuditStore;
import dev.cartwright.audit.InMemoryPersonalDataStore;
import dev.cartwright.audit.PersonalDataStore;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.job.InMemoryJobs;
import dev.cartwright.job.Jobs;
import dev.cartwright.session.Diagnosis;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.session.StoredSession;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.shop.ShopStore;
import dev.cartwright.usage.InMemoryUsageStore;
import dev.cartwright.usage.UsageStore;
import dev.cartwright.wire.JsonWriting;
import dev.cartwright.wire.SessionJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line over stores in memory, with its two streams caught.
final class CliFixture {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final InMemorySessionStore sessions = new InMemorySessionStore(CLOCK);
    final InMemoryConsumerKeyStore keys = new InMemoryConsumerKeyStore(CLOCK);
    final InMemoryUserStore users = new InMemoryUserStore();
    final InMemoryShopStore shop = new InMemoryShopStore();
    final InMemoryAuditStore audit = new InMemoryAuditStore();
    final InMemoryPersonalDataStore personalData = new InMemoryPersonalDataStore();
    final InMemoryUsageStore usage = new InMemoryUsageStore();
    final InMemoryJobs jobs = new InMemoryJobs(CLOCK);
    final List<Map<String, String>> opened = new ArrayList<>();

    private final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final SecretSealing sealing;
    private final Keys maker;
    private final ImportKeys importer;
    private SessionStore seen = sessions;
    boolean terminal;
    Shops shops = Shops.NONE;
    boolean attached;
    boolean reindexed;
    Settings settings;
    DatabaseHealth health =
            new DatabaseHealth(
                    "SQLite 3", true, "journal_mode=wal synchronous=full", "1", "1", List.of());

    CliFixture(Path directory) {
        this.directory = directory;
        settings = new Settings(directory, null, null, "127.0.0.1", 0, null, null, null, List.of());
        sealing = new SecretSealing(KeyFile.open(keyFile(), random), random);
        maker = new Keys(keys, users, sealing, new KeyGenerator(random), CLOCK);
        importer = new ImportKeys(keys, sealing, CLOCK);
    }

    /// What a run left behind.
    record Run(int exit, String out, String err) {
        Run expect(int wanted) {
            assertThat(exit)
                    .as("exit code, with out <%s> and err <%s>", out, err)
                    .isEqualTo(wanted);
            assertThat(err).doesNotContain("Exception", "\tat ");
            return this;
        }

        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    Run run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exit = run(new PrintStream(out, true, StandardCharsets.UTF_8), err, arguments);
        return new Run(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    int run(PrintStream out, ByteArrayOutputStream err, String... arguments) {
        var console =
                new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), terminal);
        var cli =
                new Cli(
                        new OneConfiguration(),
                        (_, _) -> new OneInstallation(),
                        OneServer::new,
                        shops,
                        console,
                        CLOCK,
                        "1.2.3");
        return cli.run(arguments);
    }

    /// Another view of the sessions, to look over its shoulder.
    void see(SessionStore store) {
        seen = store;
    }

    void addDemoCarts(int count) {
        addAll(DemoShop.carts(DemoShop.SEED, count, NOW).toList());
    }

    void addAll(List<SessionDraft> drafts) {
        sessions.saveAll(drafts, Actor.SYSTEM);
    }

    Path keyFile() {
        return directory.resolve(KeyFile.NAME);
    }

    private final class OneConfiguration implements Configuration {
        @Override
        public List<Flag> flags() {
            return List.of(
                    new Flag("host", "ADDRESS", "Where to listen."),
                    new Flag("port", "PORT", "Where to listen."),
                    new Flag("data", "DIR", "Where the data is."),
                    new Flag("database", "URL", "Where the data is."));
        }

        @Override
        public Settings settings(Map<String, String> flags) {
            opened.add(new LinkedHashMap<>(flags));
            if ("wrong".equals(flags.get("data"))) {
                throw new CommandFailure("data: 'wrong' is no directory.");
            }
            return settings;
        }
    }

    private final class OneServer implements Server {
        OneServer(Map<String, String> flags) {
            opened.add(new LinkedHashMap<>(flags));
        }

        @Override
        public Installation installation() {
            return new OneInstallation();
        }

        @Override
        public URI start() {
            return URI.create("http://127.0.0.1:18400");
        }

        @Override
        public void awaitEnd() {}

        @Override
        public void close() {}
    }

    private final class OneInstallation implements Installation {
        @Override
        public AuditStore audit() {
            return audit;
        }

        @Override
        public Chain auditChain() {
            return new Chain(new byte[32]);
        }

        @Override
        public Jobs jobs() {
            return jobs;
        }

        @Override
        public PersonalDataStore personalData() {
            return personalData;
        }

        @Override
        public void awaitServers() {}

        @Override
        public SessionStore sessions() {
            return seen;
        }

        @Override
        public boolean reindex() {
            reindexed |= attached;
            return attached;
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
            return maker;
        }

        @Override
        public ImportKeys keyImport() {
            return importer;
        }

        @Override
        public Elements elements() {
            return new ShownHere();
        }

        @Override
        public BackupReport backup(Path output) {
            try {
                Files.writeString(output, "copy");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return new BackupReport(4, sessions.counts().live());
        }

        @Override
        public DatabaseHealth health() {
            return health;
        }

        @Override
        public Path keyFile() {
            return CliFixture.this.keyFile();
        }

        @Override
        public SecretSealing sealing() {
            sealing.use(KeyFile.load(CliFixture.this.keyFile()));
            return sealing;
        }

        @Override
        public int rotateKeyFile(boolean waiting) {
            return KeyFile.rotate(CliFixture.this.keyFile(), random, waiting);
        }

        @Override
        public void close() {}
    }

    private final class ShownHere implements Elements {
        private final SessionJson json = new SessionJson(shop, "http://localhost", NOW);

        @Override
        public JsonWriting listed(StoredSession stored) {
            return out -> json.element(out, stored, Diagnosis.of(stored, NOW, new Everything()));
        }

        @Override
        public JsonWriting single(StoredSession stored) {
            return out ->
                    json.single(out, stored, Diagnosis.of(stored, NOW, new Everything()), true);
        }
    }

    private static final class Everything implements ShopFacts {
        @Override
        public Availability product(long catalogueId) {
            return Availability.PURCHASABLE;
        }

        @Override
        public boolean couponKnown(String code) {
            return true;
        }

        @Override
        public boolean userKnown(long userId) {
            return true;
        }
    }
}
