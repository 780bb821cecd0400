package dev.cartwright.bench;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.access.ImportKeys.PlainKey;
import dev.cartwright.access.KeyFile;
import dev.cartwright.access.KeyHash;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.SqlConsumerKeyStore;
import dev.cartwright.store.sql.SqlUserStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What it costs to hold many keys: to decide, to read them, and to see a change.
final class KeyCost implements AutoCloseable {
    static final int KEYS = 100_000;
    static final String SECRET = "cs_" + "5".repeat(40);
    static final String WRONG = "cs_" + "6".repeat(40);

    private static final int SAMPLES = 10_000;
    private static final int ROUNDS = 10;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final String URL = "http://127.0.0.1/wp-json/cocart/v2/sessions";

    private final Database database;
    private final SqlConsumerKeyStore store;
    private final SecretSealing sealing;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private ConsumerKeys keys;

    private KeyCost(Path data) {
        database = Database.sqlite(data.resolve("cartwright.db"), clock);
        store = new SqlConsumerKeyStore(database);
        sealing = new SecretSealing(KeyFile.open(data.resolve(KeyFile.NAME), random), random);
        keys = fresh();
    }

    /// The directory is filled on first use.
    static KeyCost open(Path data) throws IOException {
        Files.createDirectories(data);
        var cost = new KeyCost(data);
        if (cost.store.find(KEYS).isEmpty()) {
            cost.fill();
        }
        return cost;
    }

    private void fill() {
        var rows = new ArrayList<PlainKey>();
        for (int i = 1; i <= KEYS; i++) {
            String key = key(i);
            rows.add(
                    new PlainKey(
                            i,
                            KeyHash.of(key),
                            SECRET,
                            "read_write",
                            1,
                            "client " + i,
                            KeyHash.truncated(key),
                            null));
        }
        new ImportKeys(store, sealing, clock).importAll(rows, Actor.IMPORT);
    }

    static String key(int i) {
        return "ck_%040d".formatted(i);
    }

    private ConsumerKeys fresh() {
        return new ConsumerKeys(
                store,
                new SqlUserStore(database),
                sealing,
                random,
                clock,
                failure -> {
                    throw failure;
                });
    }

    /// Milliseconds to read all keys, the best of three: as at a start.
    double readMillis() {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            keys = fresh();
            best = Math.min(best, refreshMillis());
        }
        return best;
    }

    /// Milliseconds to take over one changed key, once somebody looks: the median.
    double changeMillis() {
        var millis = new double[21];
        for (int i = 0; i < millis.length; i++) {
            store.change(
                    KEYS - i,
                    key ->
                            Ruling.of(
                                    key,
                                    key.withTerms(
                                            key.terms().withDescription("" + System.nanoTime())),
                                    Event.Type.KEY_CHANGED),
                    Actor.OPERATOR);
            millis[i] = refreshMillis();
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    private double refreshMillis() {
        long start = System.nanoTime();
        keys.refresh();
        return (System.nanoTime() - start) / NANOS_PER_MILLI;
    }

    /// MiB on the heap that the keys take.
    long heap() {
        keys = fresh();
        long before = used();
        keys.refresh();
        return (used() - before) >> 20;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// CPU of the deciding thread in microseconds a decision, the median of the rounds, by kind of
    /// credential.
    Map<String, Double> decisions() {
        keys.refresh();
        var kinds = new LinkedHashMap<String, IntFunction<Credentials>>();
        kinds.put("Basic, right", i -> new KeyAndSecret(key(1 + i), SECRET));
        kinds.put("Basic, wrong secret", i -> new KeyAndSecret(key(1 + i), WRONG));
        kinds.put("Basic, unknown key", i -> new KeyAndSecret(key(KEYS + 1 + i), WRONG));
        kinds.put("OAuth, right", i -> oauth(key(1 + i), i, "HMAC-SHA256", "HmacSHA256"));
        kinds.put("OAuth, unknown key", i -> oauth(key(KEYS + 1 + i), i, "HMAC-SHA1", "HmacSHA1"));
        var micros = new LinkedHashMap<String, List<Double>>();
        for (int round = 0; round < ROUNDS + 2; round++) {
            int from = round * SAMPLES;
            kinds.forEach(
                    (kind, make) -> {
                        var all = new ArrayList<Credentials>();
                        for (int i = 0; i < SAMPLES; i++) {
                            all.add(make.apply((from + i) * 7919 % KEYS));
                        }
                        micros.computeIfAbsent(kind, _ -> new ArrayList<>()).add(cpu(all, kind));
                    });
        }
        var medians = new LinkedHashMap<String, Double>();
        micros.forEach(
                (kind, all) ->
                        medians.put(kind, all.stream().skip(2).sorted().toList().get(ROUNDS / 2)));
        return medians;
    }

    private double cpu(List<Credentials> all, String kind) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int granted = 0;
        long start = threads.getCurrentThreadCpuTime();
        for (Credentials one : all) {
            if (keys.authenticate(one, Permission.READ, "192.0.2.1")
                    instanceof Authentication.Granted) {
                granted++;
            }
        }
        long spent = threads.getCurrentThreadCpuTime() - start;
        if (granted != (kind.endsWith("right") ? all.size() : 0)) {
            throw new IllegalStateException("%s: %d granted".formatted(kind, granted));
        }
        return spent / NANOS_PER_MICRO / all.size();
    }

    /// Microseconds between the medians of an unknown key and a wrong secret, asked in turns.
    double difference() {
        for (int i = 0; i < 3; i++) {
            medians();
        }
        double[] medians = medians();
        return Math.abs(medians[0] - medians[1]);
    }

    private double[] medians() {
        long[][] times = new long[2][SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int key = 1 + i * 7919 % KEYS;
            times[0][i] = nanos(new KeyAndSecret(key(KEYS + key), WRONG));
            times[1][i] = nanos(new KeyAndSecret(key(key), WRONG));
        }
        double[] medians = new double[2];
        for (int i = 0; i < 2; i++) {
            Arrays.sort(times[i]);
            medians[i] = times[i][SAMPLES / 2] / NANOS_PER_MICRO;
        }
        return medians;
    }

    private long nanos(Credentials credentials) {
        long start = System.nanoTime();
        keys.authenticate(credentials, Permission.READ, "192.0.2.1");
        return System.nanoTime() - start;
    }

    private OAuth oauth(String key, int i, String method, String algorithm) {
        String time = Long.toString(clock.instant().getEpochSecond());
        String nonce = "n" + i + "-" + random.nextLong();
        String parameters =
                "oauth_consumer_key=%s&oauth_nonce=%s&oauth_signature_method=%s&oauth_timestamp=%s"
                        .formatted(key, nonce, method, time);
        String base =
                "GET&http%3A%2F%2F127.0.0.1%2Fwp-json%2Fcocart%2Fv2%2Fsessions&"
                        + parameters.replace("=", "%3D").replace("&", "%26");
        Map<String, String> oauth =
                Map.of(
                        "oauth_consumer_key", key,
                        "oauth_nonce", nonce,
                        "oauth_signature_method", method,
                        "oauth_timestamp", time,
                        "oauth_signature", sign(base, algorithm));
        return new OAuth("GET", URL, List.of(), oauth);
    }

    private static String sign(String base, String algorithm) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(
                    new SecretKeySpec(
                            (SECRET + "&").getBytes(StandardCharsets.US_ASCII), algorithm));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(base.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
