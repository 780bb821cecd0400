package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SweepClockTest {
    private static final long END = Long.MAX_VALUE;

    private final SweepClock clock = new SweepClock(at(0));

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void aSweepIsAsOldAsItsFirstPart() {
        for (int part = 1; part < 100; part++) {
            clock.swept(part * 1_000L, at(part));
            assertThat(clock.oldest()).isEqualTo(at(0));
        }
        clock.swept(END, at(100));
        assertThat(clock.oldest()).isEqualTo(at(1));
        clock.swept(500, at(101));
        assertThat(clock.oldest()).isEqualTo(at(1));
        clock.swept(1_500, at(102));
        assertThat(clock.oldest()).isEqualTo(at(2));
        clock.swept(END, at(103));
        assertThat(clock.oldest()).isEqualTo(at(101));
    }

    @Test
    void oneThatBeginsAnewCountsFromThere() {
        clock.swept(1_000, at(1));
        clock.swept(2_000, at(2));
        clock.again();
        assertThat(clock.oldest()).isEqualTo(at(0));
        clock.swept(1_500, at(3));
        clock.swept(END, at(4));
        assertThat(clock.oldest()).isEqualTo(at(3));
    }

    @Test
    void whatIsKnownByOtherMeansCounts() {
        clock.swept(1_000, at(5));
        clock.atLeast(at(4));
        assertThat(clock.oldest()).isEqualTo(at(4));
        clock.swept(END, at(6));
        assertThat(clock.oldest()).isEqualTo(at(5));
    }

    /// Beside a table of which each number knows when it was looked at.
    @Test
    void noNumberWasLookedAtBeforeTheOldest() {
        var random = new Random(3);
        for (int run = 0; run < 300; run++) {
            var one = new SweepClock(at(0));
            var looked = new long[50];
            int next = 0;
            List<Long> steps = new ArrayList<>();
            for (int second = 1; second < 200; second++) {
                if (random.nextInt(40) == 0) {
                    one.again();
                    next = 0;
                }
                int upTo = next + 1 + random.nextInt(12);
                boolean end = upTo >= looked.length;
                for (int i = next; i < Math.min(upTo, looked.length); i++) {
                    looked[i] = second;
                }
                one.swept(end ? END : upTo - 1, at(second));
                next = end ? 0 : upTo;
                long oldest = Long.MAX_VALUE;
                for (long moment : looked) {
                    oldest = Math.min(oldest, moment);
                }
                steps.add(oldest);
                assertThat(one.oldest()).as("%s", steps).isBeforeOrEqualTo(at(oldest));
            }
            assertThat(one.oldest()).isAfter(at(0));
        }
    }
}
