package dev.cartwright.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.limit.MovingClock;
import dev.cartwright.log.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Counting, writing and reading together.
class UsageTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:30Z");
    private static final String ONE = "/cocart/v2/session/{key}";
    private static final String LIST = "/cocart/v2/sessions";

    private final MovingClock clock = new MovingClock(NOW);
    private final InMemoryUsageStore store = new InMemoryUsageStore();
    private final UsageCounter counter = new UsageCounter(clock, Redaction::mask, 3);
    private final UsageReport report = new UsageReport(store, clock, counter);
    private final UsageReport elsewhere = new UsageReport(store, clock);

    @Test
    void aCallCountsAtOnceHereAndElsewhereOnceItIsWritten() {
        counter.count(call(7, "GET", LIST, 200));
        counter.count(call(7, "GET", ONE, 200));
        counter.count(call(7, "GET", ONE, 404));
        counter.count(call(8, "DELETE", ONE, 403));
        Usage usage = report.of(7, 30);
        assertThat(usage.calls()).isEqualTo(3);
        assertThat(usage.errors()).isEqualTo(1);
        assertThat(usage.callsLastHour()).isEqualTo(3);
        assertThat(usage.last()).isEqualTo(new LastUse(NOW, "192.0.2.1", "curl/8.5"));
        assertThat(usage.since()).isEqualTo(Instant.parse("2026-10-24T00:00:00Z"));
        assertThat(usage.byRoute())
                .containsExactly(
                        new Usage.OfRoute("GET", ONE, 2, 1), new Usage.OfRoute("GET", LIST, 1, 0));
        assertThat(usage.byStatus())
                .containsExactly(new Usage.OfStatus(200, 2), new Usage.OfStatus(404, 1));
        assertThat(usage.byDay())
                .containsExactly(new Usage.OfDay(Instant.parse("2026-11-22T00:00:00Z"), 3, 1));
        assertThat(elsewhere.of(7, 30).calls()).isZero();
        counter.write(store);
        assertThat(elsewhere.of(7, 30))
                .usingRecursiveComparison()
                .ignoringFields("recent")
                .isEqualTo(usage);
        assertThat(report.of(7, 30)).isEqualTo(usage);
    }

    @Test
    void nothingIsWrittenTwice() {
        for (int round = 1; round <= 5; round++) {
            counter.count(call(7, "GET", ONE, 200));
            counter.write(store);
            counter.write(store);
            assertThat(elsewhere.of(7, 30).calls()).isEqualTo(round);
            assertThat(report.of(7, 30).calls()).isEqualTo(round);
            assertThat(report.lately(7).callsLastHour()).isEqualTo(round);
            clock.move(Duration.ofSeconds(50));
        }
    }

    @Test
    void theLastHourMovesAlongAndDaysAreUtc() {
        counter.count(call(7, "GET", ONE, 200));
        clock.move(Duration.ofMinutes(59));
        counter.count(call(7, "GET", ONE, 200));
        assertThat(report.lately(7).callsLastHour()).isEqualTo(2);
        clock.move(Duration.ofMinutes(1));
        assertThat(report.lately(7).callsLastHour()).isEqualTo(1);
        clock.move(Duration.ofHours(11));
        counter.write(store);
        counter.count(call(7, "GET", ONE, 200));
        assertThat(report.lately(7))
                .isEqualTo(new RecentUse(1, new LastUse(clock.instant(), "192.0.2.1", "curl/8.5")));
        assertThat(report.of(7, 1).calls()).isEqualTo(1);
        assertThat(report.of(7, 2).byDay()).extracting(Usage.OfDay::calls).containsExactly(2L, 1L);
    }

    @Test
    void theRingHoldsTheLastHundredCallsNewestFirst() {
        for (int i = 0; i < 250; i++) {
            counter.count(new Call(7, "GET", ONE, 200, i, "192.0.2.1", "curl/8.5", "id-" + i));
        }
        List<RecentCall> recent = report.of(7, 1).recent();
        assertThat(recent).hasSize(100);
        assertThat(recent.getFirst())
                .isEqualTo(
                        new RecentCall(
                                NOW, "GET", ONE, 200, 249, "192.0.2.1", "curl/8.5", "id-249"));
        assertThat(recent.getLast().requestId()).isEqualTo("id-150");
    }

    @Test
    void onlySoManyKeysHaveARing() {
        for (long key = 1; key <= 10; key++) {
            counter.count(call(key, "GET", ONE, 200));
        }
        long withRing = 0;
        for (long key = 1; key <= 10; key++) {
            assertThat(report.of(key, 1).calls()).isEqualTo(1);
            withRing += report.of(key, 1).recent().isEmpty() ? 0 : 1;
        }
        assertThat(withRing).isEqualTo(3);
    }

    @Test
    void aRingStaysWithItsKeyForAMinuteAndThenGoesToWhoCalls() {
        for (int round = 0; round < 5; round++) {
            for (long key = 1; key <= 10; key++) {
                counter.count(call(key, "GET", ONE, 200));
            }
        }
        for (long key = 1; key <= 10; key++) {
            assertThat(report.of(key, 1).recent()).hasSize(key <= 3 ? 5 : 0);
        }
        clock.move(Duration.ofMinutes(1));
        counter.count(call(8, "GET", ONE, 200));
        assertThat(report.of(8, 1).recent()).hasSize(1);
    }

    @Test
    void keysThatAreNotUsedAnyMoreLeaveTheMemoryAndNotTheReport() {
        for (long key = 1; key <= 1_000; key++) {
            counter.count(call(key, "GET", ONE, 200));
        }
        counter.write(store);
        clock.move(Duration.ofMinutes(10));
        counter.write(store);
        assertThat(counter.size()).isEqualTo(3);
        counter.count(call(5, "GET", ONE, 200));
        assertThat(report.of(5, 1).calls()).isEqualTo(2);
        assertThat(report.of(6, 1).calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent cs_0123456789012345678901234567890123456789",
                "agent/1 ck_0123456789012345678901234567890123456789 x",
                "Basic Y2tfMDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTpjc18x",
                "x ada@example.com",
                "consumer_secret=0123456789012345",
            })
    void aSecretInTheClientsNameIsMaskedEverywhere(String userAgent) {
        counter.count(new Call(7, "GET", ONE, 200, 1, "192.0.2.1", userAgent, "id"));
        counter.write(store);
        String shown = report.of(7, 1) + " " + elsewhere.of(7, 1);
        assertThat(shown).doesNotContain("0123456789012345", "ada@", "Y2tf");
    }

    @Test
    void theClientsNameIsPrintableAndShort() {
        assertThat(client("curl/8.5\u0001\u001b[31m ü")).isEqualTo("curl/8.5??[31m ?");
        assertThat(client("y".repeat(300))).isEqualTo("y".repeat(100));
        assertThat(client("z".repeat(600))).isEqualTo("(longer than 512 characters)");
        assertThat(client("")).isEmpty();
    }

    private String client(String userAgent) {
        counter.count(new Call(7, "GET", ONE, 200, 1, "192.0.2.1", userAgent, "id"));
        return report.of(7, 1).recent().getFirst().client();
    }

    @Test
    void callsCountWhileTheyAreWrittenAndNoneIsLostOrCountedTwice() throws Exception {
        var done = new AtomicBoolean();
        var running = new ArrayList<Future<?>>();
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 16; caller++) {
                long key = caller % 5 + 1L;
                running.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    for (int i = 0; i < 5_000; i++) {
                                        counter.count(call(key, "GET", ONE, 200 + i % 7));
                                    }
                                    return null;
                                }));
            }
            Future<?> writer =
                    threads.submit(
                            () -> {
                                start.await();
                                while (!done.get()) {
                                    counter.write(store);
                                    clock.move(Duration.ofMillis(10));
                                    LockSupport.parkNanos(100_000);
                                }
                                return null;
                            });
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
            done.set(true);
            writer.get();
        }
        assertThat(total(report)).isEqualTo(80_000);
        counter.write(store);
        counter.write(store);
        assertThat(total(elsewhere)).isEqualTo(80_000);
    }

    private static long total(UsageReport report) {
        long calls = 0;
        for (long key = 1; key <= 5; key++) {
            calls += report.of(key, UsageReport.MAX_DAYS).calls();
        }
        return calls;
    }

    @Test
    void whatCannotBeWrittenIsKeptForTheNextTime() {
        var failing = new AtomicBoolean(true);
        var failures = new ArrayList<RuntimeException>();
        var writer = new UsageWriter(counter, new Failing(store, failing), clock, failures::add);
        counter.count(call(7, "GET", ONE, 200));
        writer.writeAndForget();
        counter.count(call(7, "GET", ONE, 200));
        writer.writeAndForget();
        assertThat(failures).hasSize(2);
        assertThat(elsewhere.of(7, 1).calls()).isZero();
        failing.set(false);
        writer.writeAndForget();
        assertThat(failures).hasSize(2);
        assertThat(elsewhere.of(7, 1).calls()).isEqualTo(2);
    }

    /// What was counted since is in memory alone, and gone with the process.
    @Test
    void aCrashLosesWhatWasCountedSinceTheLastMinuteAndNoMore() {
        var writer = new UsageWriter(counter, store, clock, failure -> {});
        for (int minute = 0; minute < 5; minute++) {
            for (int i = 0; i < 60; i++) {
                counter.count(call(7, "GET", ONE, 200));
                clock.move(Duration.ofSeconds(1));
            }
            writer.writeAndForget();
        }
        for (int i = 0; i < 59; i++) {
            counter.count(call(7, "GET", ONE, 200));
            clock.move(Duration.ofSeconds(1));
        }
        var afterTheCrash = new UsageCounter(clock, Redaction::mask);
        afterTheCrash.count(call(7, "GET", ONE, 200));
        assertThat(new UsageReport(store, clock, afterTheCrash).of(7, 1).calls()).isEqualTo(301);
        assertThat(UsageWriter.EVERY).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void itIsWrittenByItselfAndAtTheEndAndOnceForAKeyEachTime() throws InterruptedException {
        var largest = new AtomicInteger();
        var counting =
                new Failing(store, new AtomicBoolean()) {
                    @Override
                    public void add(List<UsageDelta> deltas) {
                        largest.accumulateAndGet(deltas.size(), Math::max);
                        super.add(deltas);
                    }
                };
        try (var writer =
                new UsageWriter(counter, counting, clock, Duration.ofMillis(20), _ -> {})) {
            writer.start();
            for (int i = 0; i < 1_000; i++) {
                counter.count(call(7, "GET", ONE, 200));
            }
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (elsewhere.of(7, 1).calls() < 1_000 && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            assertThat(elsewhere.of(7, 1).calls()).isEqualTo(1_000);
            assertThat(largest.get()).isEqualTo(1);
            counter.count(call(7, "GET", ONE, 200));
        }
        assertThat(elsewhere.of(7, 1).calls()).isEqualTo(1_001);
    }

    @Test
    void whatIsOldIsForgottenMinutesFirst() {
        var writer = new UsageWriter(counter, store, clock, failure -> {});
        counter.count(call(7, "GET", ONE, 200));
        writer.writeAndForget();
        clock.move(Duration.ofHours(3));
        writer.writeAndForget();
        assertThat(store.read(7, 0, 0).callsLately()).isZero();
        assertThat(store.read(7, 0, 0).days()).hasSize(1);
        clock.move(Duration.ofDays(399));
        writer.writeAndForget();
        assertThat(store.read(7, 0, 0).days()).hasSize(1);
        clock.move(Duration.ofDays(2));
        writer.writeAndForget();
        assertThat(store.read(7, 0, 0).days()).isEmpty();
    }

    private static Call call(long key, String method, String route, int status) {
        return new Call(key, method, route, status, 40, "192.0.2.1", "curl/8.5", "id-1");
    }

    /// Fails as long as it is told to.
    private static class Failing implements UsageStore {
        private final UsageStore store;
        private final AtomicBoolean failing;

        Failing(UsageStore store, AtomicBoolean failing) {
            this.store = store;
            this.failing = failing;
        }

        @Override
        public void add(List<UsageDelta> deltas) {
            if (failing.get()) {
                throw new IllegalStateException("planted");
            }
            store.add(deltas);
        }

        @Override
        public StoredUsage read(long keyId, long fromDay, long fromMinute) {
            return store.read(keyId, fromDay, fromMinute);
        }

        @Override
        public boolean forget(long firstDay, long firstMinute, int atMost) {
            return store.forget(firstDay, firstMinute, atMost);
        }
    }
}
