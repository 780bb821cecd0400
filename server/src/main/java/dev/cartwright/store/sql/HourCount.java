package dev.cartwright.store.sql;

import dev.cartwright.session.Times;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Live sessions counted by the hour of one of their clocks: what totals of ranges are made of.
///
/// Whole hours come from kept counters, the one that a border cuts from the index.
enum HourCount {
    CREATED("created", "session_created", Times::created),
    UPDATED("updated", "session_updated", Times::updated),
    EXPIRY("expiry", "session_expiry", Times::expiry);

    private static final long HOUR = 3600;

    private final Function<Times, Instant> clock;
    private final String whole;
    private final String cut;
    private final String index;
    private final String add;
    private final String onConflict;
    private final String dropZero;

    HourCount(String column, String index, Function<Times, Instant> clock) {
        this.clock = clock;
        this.index = index;
        String table = column + "_hour";
        whole = "SELECT coalesce(sum(n), 0) FROM " + table + " WHERE hour > ?";
        cut = " WHERE live = 1 AND " + column + " > ? AND " + column + " < ?";
        add = "INSERT INTO " + table + " (hour, shard, n) VALUES ";
        onConflict =
                " ON CONFLICT (hour, shard) DO UPDATE SET n = %s.n + excluded.n".formatted(table);
        dropZero = "DELETE FROM " + table + " WHERE hour = ? AND shard = ? AND n = 0";
    }

    /// In which hour the session is counted.
    long of(Times times) {
        return hour(clock.apply(times).getEpochSecond());
    }

    /// Live sessions whose clock is behind the moment.
    long after(Handle handle, long moment) throws SQLException {
        long hour = hour(moment);
        PreparedStatement hours = handle.prepare(whole);
        hours.setLong(1, hour);
        long behind = Counters.number(hours);
        PreparedStatement border =
                handle.prepare(
                        "SELECT count(*) FROM session" + handle.dialect().indexedBy(index) + cut);
        border.setLong(1, moment);
        border.setLong(2, (hour + 1) * HOUR);
        return behind + Counters.number(border);
    }

    /// Part of a write: changes by hour, several a statement.
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

    private static long hour(long moment) {
        return Math.floorDiv(moment, HOUR);
    }
}
