package dev.cartwright.store.sql;

import dev.cartwright.session.Session;
import dev.cartwright.session.SessionCounts;
import dev.cartwright.session.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/// Counters that are kept with every write instead of counting rows.
final class Counters {
    static final String OWNER = "owner";
    static final String GUEST = "guest";
    static final String CUSTOMER = "customer";
    static final String SOURCE = "source";
    static final String TRASH = "trash";

    private Counters() {}

    /// Part of a write: a live session comes (1) or goes (-1).
    static void live(Handle handle, Session session, int change) {
        live(handle, Counted.of(session), change);
    }

    static void live(Handle handle, Counted session, int change) {
        Tally tally = handle.tally();
        tally.add(OWNER, session.owner().userId() == 0 ? GUEST : CUSTOMER, change);
        tally.add(SOURCE, session.source(), change);
        for (SpanCount count : SpanCount.values()) {
            tally.addSpan(count, count.of(session), change);
        }
    }

    /// Part of a write.
    static void trash(Handle handle, int change) {
        handle.tally().add(TRASH, "", change);
    }

    static SessionCounts all(Handle handle, long now) throws SQLException {
        Map<String, Long> owners = byValue(handle, OWNER);
        long guests = owners.getOrDefault(GUEST, 0L);
        long customers = owners.getOrDefault(CUSTOMER, 0L);
        var byStatus = new EnumMap<Status, Long>(Status.class);
        for (Status status : Status.values()) {
            byStatus.put(status, status(handle, status, now));
        }
        return new SessionCounts(
                guests + customers, byStatus, byValue(handle, SOURCE), guests, customers);
    }

    static long live(Handle handle) throws SQLException {
        return byValue(handle, OWNER).values().stream().mapToLong(Long::longValue).sum();
    }

    static long status(Handle handle, Status status, long now) throws SQLException {
        long soon = now + Status.EXPIRING_WINDOW.toSeconds();
        return switch (status) {
            case TRASH -> one(handle, TRASH, "");
            case ACTIVE -> expiringAfter(handle, soon);
            case EXPIRING -> expiringAfter(handle, now) - expiringAfter(handle, soon);
            case EXPIRED -> live(handle) - expiringAfter(handle, now);
        };
    }

    /// Live sessions with an expiry after the moment.
    private static long expiringAfter(Handle handle, long moment) throws SQLException {
        return SpanCount.EXPIRY.after(handle, moment);
    }

    static long one(Handle handle, String kind, String value) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        "SELECT coalesce(sum(n), 0) FROM counter WHERE kind = ? AND value = ?");
        statement.setString(1, kind);
        statement.setString(2, value);
        return number(statement);
    }

    private static Map<String, Long> byValue(Handle handle, String kind) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT value, sum(n) FROM counter WHERE kind = ? GROUP BY value");
        statement.setString(1, kind);
        var counts = new HashMap<String, Long>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getLong(2) != 0) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return counts;
    }

    static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
