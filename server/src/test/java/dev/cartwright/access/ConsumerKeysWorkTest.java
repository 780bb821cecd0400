package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.event.Actor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An unknown key must not be told from a wrong secret by the time the answer takes.
@Tag("alone")
class ConsumerKeysWorkTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a";
    private static final String WRONG = "cs_26519062ff5a88275eb56fcdbc87d9f5d34fb87a";
    private static final String KNOWN = "ck_" + "1".repeat(40);
    private static final int ROUNDS = 50;
    private static final String UNKNOWN = "ck_" + "2".repeat(40);

    private final InstantSource clock = InstantSource.fixed(NOW);
    private final InMemoryConsumerKeyStore store = new InMemoryConsumerKeyStore(clock);

    /// Counts blocks.
    private static final class Counting implements HashFunction {
        private final HashFunction hash;
        private final AtomicInteger blocks;

        Counting(HashFunction hash, AtomicInteger blocks) {
            this.hash = hash;
            this.blocks = blocks;
        }

        @Override
        public int[] initialState() {
            return hash.initialState();
        }

        @Override
        public void compress(int[] state, byte[] data, int offset) {
            blocks.incrementAndGet();
            hash.compress(state, data, offset);
        }
    }

    @Test
    void anUnknownKeyCostsAsManyBlocksAsAWrongSecretAndAsTheRightOne() {
        var blocks = new AtomicInteger();
        var sealing =
                new SecretSealing(
                        TestSealing.keyFile(TestSealing.ONE),
                        new SecureRandom(),
                        new Counting(new Sha1(), blocks),
                        new Counting(new Sha256(), blocks));
        ConsumerKeys keys = keys(sealing, 1);

        int wrong = spent(blocks, keys, new KeyAndSecret(KNOWN, WRONG));
        assertThat(wrong).isEqualTo(2);
        assertThat(spent(blocks, keys, new KeyAndSecret(UNKNOWN, WRONG))).isEqualTo(wrong);
        assertThat(spent(blocks, keys, new KeyAndSecret(KNOWN, SECRET))).isEqualTo(wrong);
        for (String method : List.of("HMAC-SHA1", "HMAC-SHA256")) {
            int badlySigned = spent(blocks, keys, oauth(KNOWN, method));
            assertThat(badlySigned).isGreaterThan(4);
            assertThat(spent(blocks, keys, oauth(UNKNOWN, method))).isEqualTo(badlySigned);
        }
    }

    private static int spent(AtomicInteger blocks, ConsumerKeys keys, Credentials credentials) {
        int before = blocks.get();
        keys.authenticate(credentials, Permission.READ, "");
        return blocks.get() - before;
    }

    /// As the CPU time of this thread counts, and the best of many rounds, a busy machine does no
    /// harm.
    @Test
    void withAHundredThousandKeysADecisionTakesAtMostFifteenMicrosecondsOfCpu() {
        ConsumerKeys keys = keys(TestSealing.sealing(), 100_000);
        List<Credentials> kinds =
                List.of(
                        new KeyAndSecret(KNOWN, SECRET),
                        new KeyAndSecret(KNOWN, WRONG),
                        new KeyAndSecret(UNKNOWN, WRONG),
                        oauth(KNOWN, "HMAC-SHA1"),
                        oauth(UNKNOWN, "HMAC-SHA256"));
        for (Credentials kind : kinds) {
            double best = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS && best > 15; round++) {
                best = Math.min(best, cpuMicros(keys, kind));
            }
            assertThat(best).as(kind.toString()).isLessThanOrEqualTo(15);
        }
    }

    private static double cpuMicros(ConsumerKeys keys, Credentials credentials) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int calls = 2_000;
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            keys.authenticate(credentials, Permission.READ, "");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1_000.0 / calls;
    }

    /// The medians of one run lie beside each other, whatever else the machine does; should it have
    /// changed its pace right then, the next run tells.
    @Test
    void theMediansOfAnUnknownKeyAndAWrongSecretDifferByLessThanFiveMicroseconds() {
        ConsumerKeys keys = keys(TestSealing.sealing(), 100_000);
        var wrong = new KeyAndSecret(KNOWN, WRONG);
        var unknown = new KeyAndSecret(UNKNOWN, WRONG);
        long smallest = Long.MAX_VALUE;
        for (int run = 0; run < ROUNDS && smallest >= 5_000; run++) {
            long[][] times = interleaved(keys, wrong, unknown, 10_000);
            smallest = Math.min(smallest, Math.abs(median(times[0]) - median(times[1])));
        }
        assertThat(Duration.ofNanos(smallest)).isLessThan(Duration.ofNanos(5_000));
    }

    private static long[][] interleaved(
            ConsumerKeys keys, Credentials one, Credentials other, int samples) {
        long[][] times = new long[2][samples];
        for (int i = 0; i < samples; i++) {
            times[0][i] = time(keys, one);
            times[1][i] = time(keys, other);
        }
        return times;
    }

    private static long time(ConsumerKeys keys, Credentials credentials) {
        long start = System.nanoTime();
        keys.authenticate(credentials, Permission.READ, "");
        return System.nanoTime() - start;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private ConsumerKeys keys(SecretSealing sealing, int count) {
        SealedSecret sealed = sealing.seal(SECRET);
        store.create(key(KNOWN, sealed), Actor.OPERATOR);
        var more = IntStream.range(1, count).mapToObj(i -> key("ck_" + i, sealed)).toList();
        store.importAll(more, Actor.IMPORT);
        var keys =
                new ConsumerKeys(
                        store,
                        new InMemoryUserStore(),
                        sealing,
                        new SecureRandom(),
                        clock,
                        e -> {
                            throw e;
                        });
        keys.refresh();
        return keys;
    }

    private static ConsumerKey key(String key, SealedSecret sealed) {
        return new ConsumerKey(
                0,
                KeyTerms.of(1, "test", Permission.READ),
                KeyHash.of(key),
                KeyHash.truncated(key),
                sealed,
                NOW,
                null,
                KeyState.NEW);
    }

    private static OAuth oauth(String key, String method) {
        return new OAuth(
                "GET",
                "http://127.0.0.1/wp-json/cocart/v2/sessions",
                List.of(),
                Map.of(
                        "oauth_consumer_key",
                        key,
                        "oauth_timestamp",
                        Long.toString(NOW.getEpochSecond()),
                        "oauth_nonce",
                        "n",
                        "oauth_signature",
                        "AAAA",
                        "oauth_signature_method",
                        method));
    }
}
