package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// Live sessions counted by spans of what they are filtered by: what totals of ranges are made of.
///
/// Whole spans come from kept counters, the one that a border cuts from the index.
enum SpanCount {
    CREATED("created_hour", Spans.HOURS, "created", "session_created") {
        @Override
        long value(Counted session) {
            return session.times().created().getEpochSecond();
        }
    },
    UPDATED("updated_hour", Spans.HOURS, "updated", "session_updated") {
        @Override
        long value(Counted session) {
            return session.times().updated().getEpochSecond();
        }
    },
    EXPIRY("expiry_hour", Spans.HOURS, "expiry", "session_expiry") {
        @Override
        long value(Counted session) {
            return session.times().expiry().getEpochSecond();
        }
    },
    TOTAL("total_span", Spans.TOTALS, "total_fixed", "session_total") {
        @Override
        long value(Counted session) {
            return session.total();
        }
    };

    private final String table;
    private final Spans spans;
    private final String index;
    private final String whole;
    private final String cut;
    private final String add;
    private final String onConflict;
    private final String dropZero;

    /// @param column of the session, whose values are counted
    /// @param index that has them
    SpanCount(String table, Spans spans, String column, String index) {
        this.table = table;
        this.spans = spans;
        this.index = index;
        String span = spans.column();
        whole = "SELECT coalesce(sum(n), 0) FROM " + table + " WHERE " + span + " > ?";
        cut = " WHERE live = 1 AND " + column + " > ? AND " + column + " <= ?";
        add = "INSERT INTO " + table + " (" + span + ", shard, n) VALUES ";
        onConflict =
                " ON CONFLICT (%s, shard) DO UPDATE SET n = %s.n + excluded.n"
                        .formatted(span, table);
        dropZero = "DELETE FROM " + table + " WHERE " + span + " = ? AND shard = ? AND n = 0";
    }

    /// By what a session is counted.
    abstract long value(Counted session);

    /// In which span the session is counted.
    long of(Counted session) {
        return spans.of(value(session));
    }

    String table() {
        return table;
    }

    /// The column that names a span.
    String column() {
        return spans.column();
    }

    /// Live sessions whose value is greater.
    long after(Handle handle, long value) throws SQLException {
        long span = spans.of(value);
        PreparedStatement spansBehind = handle.prepare(whole);
        spansBehind.setLong(1, span);
        long behind = Counters.number(spansBehind);
        long last = spans.last(span);
        if (value == last) {
            return behind;
        }
        PreparedStatement border =
                handle.prepare(
                        "SELECT count(*) FROM session" + handle.dialect().indexedBy(index) + cut);
        border.setLong(1, value);
        border.setLong(2, last);
        return behind + Counters.number(border);
    }

    /// Part of a write: changes by span, several a statement.
    void write(Handle handle, int shard, List<Map.Entry<Long, Long>> changes) throws SQLException {
        ManyRows.upsert(
                handle,
                add,
                onConflict,
                3,
                changes,
                (statement, before, change) -> {
                    statement.setLong(before + 1, change.getKey());
                    statement.setInt(before + 2, shard);
                    statement.setLong(before + 3, change.getValue());
                });
        for (Map.Entry<Long, Long> change : changes) {
            if (change.getValue() < 0) {
                PreparedStatement dropping = handle.prepare(dropZero);
                dropping.setLong(1, change.getKey());
                dropping.setInt(2, shard);
                dropping.executeUpdate();
            }
        }
    }
}
