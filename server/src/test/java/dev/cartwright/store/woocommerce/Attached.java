package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.KeyGenerator;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.TestSealing;
import dev.cartwright.event.Actor;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlConsumerKeyStore;
import dev.cartwright.store.sql.SqlShopStore;
import dev.cartwright.store.sql.SqlUsageStore;
import dev.cartwright.store.sql.SqlUserStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/// The recorded shop on a real MariaDB, and a server's keys attached to it.
final class Attached implements AutoCloseable {
    static final MariaDb SERVER = MariaDb.server();
    static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    /// Of the recorded store, by name.
    static final Map<String, KeyAndSecret> PAIRS = pairs();

    private static final int LOOKS_IN_A_SECOND = 4;

    final String name;
    final WooDatabase shop;
    final Database database;
    final ShopKeys.Own own;
    final ShopKeys keys;
    final ConsumerKeys door;
    final InstantSource clock = InstantSource.fixed(NOW);
    final SecretSealing sealing = TestSealing.sealing();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

    private Attached(String name, WooAddress address, Path directory) {
        this.name = name;
        shop = WooDatabase.open(address);
        database = MigratedSqlite.open(directory.resolve("cartwright.db"), clock);
        own =
                new ShopKeys.Own(
                        new SqlConsumerKeyStore(database),
                        new SqlUserStore(database),
                        new SqlShopStore(database),
                        new SqlUsageStore(database));
        keys = new ShopKeys(shop, own, sealing, clock, new SecureRandom());
        door =
                new ConsumerKeys(
                        keys.keys(),
                        keys.keyOwners(),
                        sealing,
                        new SecureRandom(),
                        clock,
                        failures::add);
    }

    /// To a recorded store of its own, as a user who may do everything.
    static Attached open(Path directory) {
        String name = SERVER.recordedStore();
        return open(name, SERVER.url(name), directory);
    }

    static Attached open(String name, String url, Path directory) {
        return open(name, WooAddress.of(url, null, null, null), directory);
    }

    static Attached open(String name, WooAddress address, Path directory) {
        return new Attached(name, address, directory);
    }

    /// Follows the shop, and knows it when this returns.
    Attached started() {
        keys.refresh();
        keys.start();
        door.start();
        return this;
    }

    Keys maker() {
        return new Keys(
                keys.keys(), keys.users(), sealing, new KeyGenerator(new SecureRandom()), clock);
    }

    NewKey create(KeyTerms terms) {
        return ((Keys.Creation.Created) maker().create(terms, Actor.OPERATOR)).newKey();
    }

    static KeyAndSecret pair(NewKey key) {
        return new KeyAndSecret(key.consumerKey(), key.consumerSecret());
    }

    Authentication ask(KeyAndSecret pair) {
        return ask(pair, Permission.READ);
    }

    Authentication ask(KeyAndSecret pair, Permission wanted) {
        return door.authenticate(pair, wanted, "192.0.2.1");
    }

    boolean granted(KeyAndSecret pair) {
        return ask(pair) instanceof Authentication.Granted;
    }

    boolean rejected(KeyAndSecret pair, Authentication.Reason reason) {
        return ask(pair) instanceof Rejected(var why, _, _) && why == reason;
    }

    void run(String... statements) {
        SERVER.run(name, statements);
    }

    /// The first column of the first row; "" for none.
    String text(String sql) {
        return SERVER.text(name, sql);
    }

    /// As many looks at the shop as fit into a second where nothing else keeps the machine busy:
    /// one that was under way, one that sees it, and time for the door to look at what was copied.
    void withinASecond(BooleanSupplier claim) {
        var looks = new LookCount(keys);
        Soon.await(
                "what the shop changed",
                () -> {
                    boolean seen = claim.getAsBoolean();
                    assertThat(looks.count()).as("looks").isLessThanOrEqualTo(LOOKS_IN_A_SECOND);
                    return seen;
                });
    }

    /// Counts the looks that were finished since it was made, or fewer when they came too fast.
    private static final class LookCount {
        private static final long APART = Duration.ofMillis(100).toNanos();
        private final ShopKeys keys;
        private long last;
        private int count;

        LookCount(ShopKeys keys) {
            this.keys = keys;
            last = lookedAt();
        }

        int count() {
            long now = lookedAt();
            if (now - last > APART) {
                last = now;
                count++;
            }
            return count;
        }

        /// Asked again when the two clocks were not read together.
        private long lookedAt() {
            while (true) {
                long before = System.nanoTime();
                long age = keys.age().toNanos();
                if (System.nanoTime() - before < APART / 10) {
                    return before - age;
                }
            }
        }
    }

    @Override
    public void close() {
        door.close();
        keys.close();
        database.close();
        shop.close();
        assertThat(failures).isEmpty();
    }

    private static Map<String, KeyAndSecret> pairs() {
        try (InputStream in =
                Objects.requireNonNull(
                        Attached.class.getResourceAsStream("/recorded/fixtures.json"))) {
            Map<String, KeyAndSecret> pairs = new HashMap<>();
            JsonMapper.builder()
                    .build()
                    .readTree(in)
                    .get("keys")
                    .properties()
                    .forEach(
                            entry ->
                                    pairs.put(
                                            entry.getKey(),
                                            new KeyAndSecret(
                                                    entry.getValue().get("ck").asString(),
                                                    entry.getValue().get("cs").asString())));
            return Map.copyOf(pairs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
