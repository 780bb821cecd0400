package dev.cartwright.access;

import static dev.cartwright.access.NonceSet.Verdict.FRESH;
import static dev.cartwright.access.NonceSet.Verdict.OUT_OF_RANGE;
import static dev.cartwright.access.NonceSet.Verdict.USED;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NonceSetTest {
    private static final long NOW = 1_795_380_000L;
    private final NonceSet nonces = new NonceSet(new SecureRandom());

    @Test
    void aNonceIsFreshOncePerKeyAndSecond() {
        assertThat(nonces.use(1, "n", NOW, NOW)).isEqualTo(FRESH);
        assertThat(nonces.use(1, "n", NOW, NOW)).isEqualTo(USED);
        assertThat(nonces.use(1, "N", NOW, NOW)).isEqualTo(FRESH);
        assertThat(nonces.use(2, "n", NOW, NOW)).isEqualTo(FRESH);
        assertThat(nonces.use(1, "n", NOW + 1, NOW)).isEqualTo(FRESH);
        assertThat(nonces.use(1, "n", NOW, NOW + 900)).isEqualTo(USED);
    }

    @Test
    void aClockMayBeFifteenMinutesOffAndNoMore() {
        assertThat(nonces.use(1, "n", NOW - 900, NOW)).isEqualTo(FRESH);
        assertThat(nonces.use(1, "n", NOW + 900, NOW)).isEqualTo(FRESH);
        assertThat(nonces.use(1, "n", NOW - 901, NOW)).isEqualTo(OUT_OF_RANGE);
        assertThat(nonces.use(1, "n", NOW + 901, NOW)).isEqualTo(OUT_OF_RANGE);
        assertThat(nonces.use(1, "n", Long.MIN_VALUE, NOW)).isEqualTo(OUT_OF_RANGE);
        assertThat(nonces.use(1, "n", Long.MAX_VALUE, NOW)).isEqualTo(OUT_OF_RANGE);
    }

    /// A request from the future is remembered until its own time is over.
    @Test
    void whatIsTooOldIsForgottenAndNothingElse() {
        nonces.use(1, "past", NOW - 900, NOW);
        nonces.use(1, "future", NOW + 900, NOW);
        nonces.use(2, "past", NOW - 900, NOW);
        nonces.forgetOld(NOW + 1);
        assertThat(nonces.size()).isEqualTo(1);
        assertThat(nonces.use(1, "future", NOW + 900, NOW + 1_800)).isEqualTo(USED);
        nonces.forgetOld(NOW + 1_801);
        assertThat(nonces.size()).isZero();
    }

    @Test
    void aClockThatGoesBackRevivesNothing() {
        assertThat(nonces.use(1, "n", NOW, NOW)).isEqualTo(FRESH);
        nonces.forgetOld(NOW + 901);
        assertThat(nonces.size()).isZero();
        assertThat(nonces.use(1, "n", NOW, NOW)).isEqualTo(OUT_OF_RANGE);
    }

    @Test
    void aFullShareForgetsItsOldestSecondsAndRefusesThemFromThenOn() {
        var small = new NonceSet(new SecureRandom(), 10);
        for (int i = 0; i < 30; i++) {
            assertThat(small.use(1, "n" + i, NOW + i / 5, NOW + 10)).isEqualTo(FRESH);
        }
        assertThat(small.size()).isLessThanOrEqualTo(10);
        assertThat(small.use(1, "n0", NOW, NOW + 10)).isEqualTo(OUT_OF_RANGE);
        assertThat(small.use(1, "n29", NOW + 5, NOW + 10)).isEqualTo(USED);
        assertThat(small.use(2, "n0", NOW, NOW + 10)).isEqualTo(FRESH);
    }

    @Test
    void oneOfSixtyFourThatPresentTheSameNonceWins() throws Exception {
        for (int round = 0; round < 50; round++) {
            String nonce = "round " + round;
            var barrier = new CyclicBarrier(64);
            Callable<NonceSet.Verdict> task =
                    () -> {
                        barrier.await();
                        return nonces.use(1, nonce, NOW, NOW);
                    };
            var verdicts = new ArrayList<NonceSet.Verdict>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var result : threads.invokeAll(Collections.nCopies(64, task))) {
                    verdicts.add(result.get());
                }
            }
            assertThat(verdicts).filteredOn(FRESH::equals).hasSize(1);
            assertThat(verdicts).filteredOn(USED::equals).hasSize(63);
        }
    }

    @Test
    void theSetOfNumbersEqualsTheJdks() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var ours = new LongSet();
        var theirs = new HashSet<Long>();
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextInt(3) == 0 ? random.nextInt(50) : random.nextLong();
            assertThat(ours.add(number)).as("seed %d", seed).isEqualTo(theirs.add(number));
        }
        assertThat(ours.size()).isEqualTo(theirs.size());
    }
}
