package dev.cartwright.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every store of usage promises.
public interface UsageStoreContract {
    Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");
    String ROUTE = "/cocart/v2/session/{key}";

    /// An empty store.
    UsageStore store();

    @Test
    default void whatIsAddedAddsUpByKeyDayRouteAndStatus() {
        var first = new DayCount(20_000, "GET", ROUTE, 200, 5);
        var missing = new DayCount(20_000, "GET", ROUTE, 404, 1);
        var deleted = new DayCount(20_001, "DELETE", ROUTE, 200, 2);
        store().add(List.of(delta(1, List.of(first, missing)), delta(2, List.of(first))));
        store().add(List.of(delta(1, List.of(first, deleted))));
        assertThat(store().read(1, 0, 0).days())
                .containsExactlyInAnyOrder(
                        new DayCount(20_000, "GET", ROUTE, 200, 10), missing, deleted);
        assertThat(store().read(1, 20_001, 0).days()).containsExactly(deleted);
        assertThat(store().read(2, 0, 0).days()).containsExactly(first);
    }

    @Test
    default void aKeyThatWasNeverUsedHasNothing() {
        assertThat(store().read(9, 0, 0)).isEqualTo(new StoredUsage(List.of(), 0, null));
    }

    @Test
    default void callsAreTakenFromTheMinuteThatIsAskedFor() {
        store().add(List.of(minutes(1, 100, 3), minutes(1, 101, 4)));
        store().add(List.of(minutes(1, 101, 5), minutes(2, 101, 70)));
        assertThat(store().read(1, 0, 100).callsLately()).isEqualTo(12);
        assertThat(store().read(1, 0, 101).callsLately()).isEqualTo(9);
        assertThat(store().read(1, 0, 102).callsLately()).isZero();
    }

    @Test
    default void ofTwoLastUsesTheLaterStaysWhoeverComesFirst() {
        var late = new LastUse(NOW, "2001:db8:0:0:0:0:0:1", "curl/8.5 \"quoted\"");
        var early = new LastUse(NOW.minusMillis(1), "192.0.2.1", "");
        store().add(List.of(new UsageDelta(1, List.of(), List.of(), late)));
        store().add(List.of(new UsageDelta(1, List.of(), List.of(), early)));
        store().add(List.of(delta(1, List.of())));
        assertThat(store().read(1, 0, 0).last()).isEqualTo(late);
    }

    @Test
    default void whatIsOldIsForgottenStepByStepAndNothingElse() {
        var counts = new ArrayList<DayCount>();
        for (int day = 0; day < 7; day++) {
            counts.add(new DayCount(day, "GET", ROUTE, 200, 1));
        }
        store().add(List.of(delta(1, counts), minutes(1, 10, 1), minutes(1, 11, 1)));
        assertThat(store().forget(5, 11, 2)).isTrue();
        assertThat(store().forget(5, 11, 2)).isTrue();
        assertThat(store().forget(5, 11, 2)).isFalse();
        assertThat(store().forget(5, 11, 2)).isFalse();
        StoredUsage left = store().read(1, 0, 0);
        assertThat(left.days()).extracting(DayCount::day).containsExactlyInAnyOrder(5L, 6L);
        assertThat(left.callsLately()).isEqualTo(1);
    }

    /// Several servers share a database: nothing may be lost, and none may block another for good.
    @Test
    default void manyWritersAtOnceLoseNothing() throws Exception {
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 4; writer++) {
                int own = writer;
                running.add(threads.submit(() -> addOften(own)));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }
        for (long key = 1; key <= 5; key++) {
            StoredUsage usage = store().read(key, 0, 0);
            assertThat(usage.days()).containsExactly(new DayCount(20_000, "GET", ROUTE, 200, 40));
            assertThat(usage.callsLately()).isEqualTo(40);
        }
    }

    private void addOften(int writer) {
        for (int i = 0; i < 10; i++) {
            var deltas = new ArrayList<UsageDelta>();
            for (long key = 1; key <= 5; key++) {
                deltas.add(
                        new UsageDelta(
                                key,
                                List.of(new DayCount(20_000, "GET", ROUTE, 200, 1)),
                                List.of(new MinuteCount(500, 1, 0)),
                                new LastUse(NOW.plusMillis(i), "192.0.2." + writer, "x")));
            }
            store().add(deltas);
            store().forget(1, 1, 10);
        }
    }

    private static UsageDelta delta(long keyId, List<DayCount> days) {
        return new UsageDelta(keyId, days, List.of(), null);
    }

    private static UsageDelta minutes(long keyId, long minute, long calls) {
        return new UsageDelta(keyId, List.of(), List.of(new MinuteCount(minute, calls, 0)), null);
    }
}
