package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rows that are to be looked at once more when a while has passed.
///
/// For one thread. Moments are those of [System#nanoTime].
final class LaterLooks {
    private final long delay;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int size;

    private record Waiting(long due, Told told) {}

    LaterLooks(Duration delay) {
        this.delay = delay.toNanos();
    }

    void add(Told told, long now) {
        if (!told.isEmpty()) {
            waiting.add(new Waiting(now + delay, told));
            size += told.size();
        }
    }

    /// How many rows wait; one that was told twice counts twice.
    int size() {
        return size;
    }

    /// All whose time has come, each row once. They stay until they are [#done].
    Told due(long now) {
        Map<CartTable, Set<Long>> rows = new EnumMap<>(CartTable.class);
        Set<String> keys = new LinkedHashSet<>();
        for (Waiting one : waiting) {
            if (now - one.due < 0) {
                break;
            }
            one.told.rows().forEach((table, ids) -> of(rows, table).addAll(ids));
            keys.addAll(one.told.keys());
        }
        Map<CartTable, List<Long>> lists = new EnumMap<>(CartTable.class);
        rows.forEach((table, ids) -> lists.put(table, List.copyOf(ids)));
        return new Told(lists, List.copyOf(keys));
    }

    private static Set<Long> of(Map<CartTable, Set<Long>> rows, CartTable table) {
        return rows.computeIfAbsent(table, _ -> new LinkedHashSet<>());
    }

    /// What was [#due] at this moment was looked at.
    void done(long now) {
        while (!waiting.isEmpty() && now - waiting.getFirst().due >= 0) {
            size -= waiting.removeFirst().told.size();
        }
    }
}
