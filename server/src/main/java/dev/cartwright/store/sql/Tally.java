package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Changes to kept counters that a transaction has gathered and not written yet.
///
/// Gathering them makes a group of sixty writes touch each counter once. The order of writing is
/// always the same, so that two transactions cannot wait for each other in a circle.
final class Tally {
    /// @param kind what is counted, see [Counters]
    /// @param value which one of them
    record Counter(String kind, String value) implements Comparable<Counter> {
        @Override
        public int compareTo(Counter other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : value.compareTo(other.value);
        }
    }

    private static final String ADD =
            """
            INSERT INTO counter (kind, value, shard, n) VALUES (?, ?, ?, ?)
            ON CONFLICT (kind, value, shard) DO UPDATE SET n = counter.n + excluded.n""";
    private static final String DROP_ZERO =
            "DELETE FROM counter WHERE kind = ? AND value = ? AND shard = ? AND n = 0";

    private final TreeMap<Counter, Long> counters = new TreeMap<>();
    private final Map<SpanCount, TreeMap<Long, Long>> spans = new EnumMap<>(SpanCount.class);

    void add(String kind, String value, long change) {
        counters.merge(new Counter(kind, value), change, Long::sum);
    }

    void addSpan(SpanCount count, long span, long change) {
        spans.computeIfAbsent(count, _ -> new TreeMap<>()).merge(span, change, Long::sum);
    }

    void clear() {
        counters.clear();
        spans.clear();
    }

    /// Takes over what another has gathered.
    void addAll(Tally other) {
        other.counters.forEach((counter, change) -> counters.merge(counter, change, Long::sum));
        other.spans.forEach(
                (count, changes) ->
                        changes.forEach((span, change) -> addSpan(count, span, change)));
    }

    /// Writes everything gathered and forgets it.
    void write(Handle handle, int shard) throws SQLException {
        for (Map.Entry<Counter, Long> entry : counters.entrySet()) {
            if (entry.getValue() != 0) {
                write(handle, entry.getKey(), shard, entry.getValue());
            }
        }
        for (Map.Entry<SpanCount, TreeMap<Long, Long>> entry : spans.entrySet()) {
            List<Map.Entry<Long, Long>> changes =
                    entry.getValue().entrySet().stream()
                            .filter(change -> change.getValue() != 0)
                            .toList();
            entry.getKey().write(handle, shard, changes);
        }
        clear();
    }

    private static void write(Handle handle, Counter counter, int shard, long change)
            throws SQLException {
        PreparedStatement add = handle.prepare(ADD);
        add.setString(1, counter.kind());
        add.setString(2, counter.value());
        add.setInt(3, shard);
        add.setLong(4, change);
        add.executeUpdate();
        if (change < 0) {
            PreparedStatement drop = handle.prepare(DROP_ZERO);
            drop.setString(1, counter.kind());
            drop.setString(2, counter.value());
            drop.setInt(3, shard);
            drop.executeUpdate();
        }
    }
}
