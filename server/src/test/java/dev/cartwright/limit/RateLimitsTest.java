package dev.cartwright.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final MovingClock clock = new MovingClock(NOW);
    private final RateLimits limits = new RateLimits(new Quotas(100, 10, 20, true), clock);

    @Test
    void aKeyMayMakeItsCallsAndNoMoreUntilTheMinuteIsOver() {
        for (int i = 1; i <= 100; i++) {
            assertThat(limits.call(7, null, 1)).isEqualTo(new Allowance.Allowed(100, 100 - i, 60));
        }
        clock.move(Duration.ofMillis(20_500));
        assertThat(limits.call(7, null, 1)).isEqualTo(new Allowance.Exceeded(100, 0, 40));
        assertThat(limits.call(8, null, 1)).isInstanceOf(Allowance.Allowed.class);
        clock.move(Duration.ofMillis(39_500));
        assertThat(limits.call(7, null, 1)).isEqualTo(new Allowance.Allowed(100, 99, 60));
        assertThat(limits.keyRefusals()).isEqualTo(1);
    }

    @Test
    void aKeysOwnLimitStandsAboveTheDefault() {
        assertThat(limits.call(7, 5, 1)).isEqualTo(new Allowance.Allowed(5, 4, 60));
        assertThat(limits.call(8, 0, 1)).isEqualTo(new Allowance.Free());
        assertThat(limits.look(8, 0)).isEmpty();
    }

    @Test
    void aGenerousDefaultIsToldOnlyWhenItIsExceeded() {
        var quiet = new RateLimits(new Quotas(2, 0, 0, false), clock);
        assertThat(quiet.call(7, null, 1)).isEqualTo(new Allowance.Free());
        assertThat(quiet.call(7, null, 1)).isEqualTo(new Allowance.Free());
        assertThat(quiet.call(7, null, 1)).isEqualTo(new Allowance.Exceeded(2, 0, 60));
        assertThat(quiet.call(8, 3, 1)).isEqualTo(new Allowance.Allowed(3, 2, 60));
    }

    @Test
    void lookingTakesNothing() {
        assertThat(limits.look(7, null)).contains(new Allowance.Allowed(100, 100, 0));
        limits.call(7, null, 30);
        clock.move(Duration.ofSeconds(10));
        assertThat(limits.look(7, null)).contains(new Allowance.Allowed(100, 70, 50));
        assertThat(limits.look(7, null)).contains(new Allowance.Allowed(100, 70, 50));
    }

    @Test
    void aHeavyCallTakesMoreAndOneThatOutweighsTheLimitTakesAllOfIt() {
        assertThat(limits.call(7, null, 51)).isEqualTo(new Allowance.Allowed(100, 49, 60));
        assertThat(limits.call(7, null, 51)).isEqualTo(new Allowance.Exceeded(100, 49, 60));
        assertThat(limits.call(7, null, 49)).isEqualTo(new Allowance.Allowed(100, 0, 60));
        assertThat(limits.call(8, 10, 51)).isEqualTo(new Allowance.Allowed(10, 0, 60));
        assertThat(limits.call(8, 10, 51)).isInstanceOf(Allowance.Exceeded.class);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 30, 200, 170",
        "100, 30, 50, 20",
        "100, 30, 30, 0",
        "100, 60, 10, 0",
        "10, 10, 1000, 990",
    })
    void aChangedLimitHoldsAtOnceAndWhatWasTakenStaysTaken(
            int before, int taken, int after, int left) {
        limits.call(7, before, taken);
        assertThat(limits.look(7, after)).map(Allowance.Allowed::remaining).contains((long) left);
        assertThat(limits.look(7, after)).map(Allowance.Allowed::limit).contains((long) after);
        clock.move(Duration.ofSeconds(60));
        assertThat(limits.look(7, after)).map(Allowance.Allowed::remaining).contains((long) after);
    }

    @Test
    void tenFailedLoginsAMinuteAreEnoughForAnAddress() {
        for (int i = 0; i < 10; i++) {
            assertThat(limits.failedLogin("192.0.2.1")).isEqualTo(new Allowance.Free());
        }
        assertThat(limits.failedLogin("192.0.2.1")).isEqualTo(new Allowance.Exceeded(10, 0, 60));
        assertThat(limits.failedLogin("192.0.2.2")).isEqualTo(new Allowance.Free());
        assertThat(limits.anonymous("192.0.2.1", 1)).isEqualTo(new Allowance.Free());
        assertThat(limits.failedLoginRefusals()).isEqualTo(1);
        clock.move(Duration.ofMinutes(1));
        assertThat(limits.failedLogin("192.0.2.1")).isEqualTo(new Allowance.Free());
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1:0:0:0:1, 2001:db8::1:0:0:0:2, true",
        "fe80::1%1, fe80::2%2, true",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:2:0:0:0:1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
        "192.0.2.1, 192.0.2.2, false",
        "unknown, unknown, true",
        "a:b:c:no-address, a:b:c:other, false",
    })
    void oneNetworkOfIpv6CountsAsOneAddress(String one, String other, boolean together) {
        for (int i = 0; i < 10; i++) {
            limits.failedLogin(one);
        }
        boolean refused = limits.failedLogin(other) instanceof Allowance.Exceeded;
        assertThat(refused).isEqualTo(together);
    }

    @Test
    void aZeroLimitsNobody() {
        RateLimits none = RateLimits.none();
        for (int i = 0; i < 100; i++) {
            assertThat(none.failedLogin("192.0.2.1")).isEqualTo(new Allowance.Free());
            assertThat(none.anonymous("192.0.2.1", 50)).isEqualTo(new Allowance.Free());
            assertThat(none.call(1, null, 50)).isEqualTo(new Allowance.Free());
        }
    }

    @ParameterizedTest
    @CsvSource({"PT1H", "P400D", "PT2S", "PT0.5S"})
    void aClockThatIsSetBackLocksNobodyOut(Duration back) {
        limits.call(7, null, 100);
        clock.move(back.negated());
        assertThat(limits.call(7, null, 1)).isInstanceOf(Allowance.Exceeded.class);
        clock.move(Duration.ofSeconds(61));
        assertThat(limits.look(7, null)).map(Allowance.Allowed::remaining).contains(100L);
    }

    @Test
    void aClockThatIsSetForwardFillsTheBucketsOnceAndNoMore() {
        limits.call(7, null, 100);
        clock.move(Duration.ofDays(400));
        assertThat(limits.call(7, null, 1)).isEqualTo(new Allowance.Allowed(100, 99, 60));
    }

    /// Else an attacker would get her own count forgotten by calling from elsewhere.
    @Test
    void aFloodOfOtherAddressesDoesNotMakeABusyOneForgotten() {
        var small = new RateLimits(new Quotas(0, 10, 0, false), clock, 10, 100);
        for (int i = 0; i < 12; i++) {
            small.failedLogin("192.0.2.1");
        }
        for (int i = 0; i < 10_000; i++) {
            small.failedLogin("10.1.%d.%d".formatted(i / 250, i % 250));
            if (i % 50 == 0) {
                assertThat(small.failedLogin("192.0.2.1"))
                        .as("after %d others", i)
                        .isInstanceOf(Allowance.Exceeded.class);
            }
        }
    }

    @Test
    void sixtyFourCallersTogetherGetTheirQuotaInEachWindowAndNotOneCallMore() throws Exception {
        var real = new RateLimits(new Quotas(5_000, 0, 0, true), InstantSource.system());
        assertThat(allowed(real, 64, 400)).isEqualTo(5_000);
    }

    @Test
    void aQuotaThatChangesUnderLoadIsKeptToo() throws Exception {
        var changing = new AtomicInteger(1_000);
        var let = new AtomicInteger();
        together(
                64,
                200,
                () -> {
                    int quota = changing.get() == 1_000 && let.get() > 500 ? 3_000 : 1_000;
                    changing.compareAndSet(1_000, quota);
                    Allowance allowance = limits.call(7, changing.get(), 1);
                    if (!(allowance instanceof Allowance.Exceeded)) {
                        let.incrementAndGet();
                    }
                });
        assertThat(let.get()).isBetween(2_970, 3_030);
    }

    private static int allowed(RateLimits limits, int callers, int each) throws Exception {
        var let = new AtomicInteger();
        together(
                callers,
                each,
                () -> {
                    if (limits.call(7, null, 1) instanceof Allowance.Allowed) {
                        let.incrementAndGet();
                    }
                });
        return let.get();
    }

    private static void together(int callers, int each, Runnable call) throws Exception {
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                running.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    for (int n = 0; n < each; n++) {
                                        call.run();
                                    }
                                    return null;
                                }));
            }
            start.countDown();
        }
        for (Future<?> one : running) {
            one.get();
        }
    }
}
