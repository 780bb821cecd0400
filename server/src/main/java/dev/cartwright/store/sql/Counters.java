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
///
/// Status counts come from the hours of expiry: whole hours from the counters, the one that the
/// border cuts from the index.
final class Counters {
    static final String OWNER = "owner";
    static final String GUEST = "guest";
    static final String CUSTOMER = "customer";
    static final String SOURCE = "source";
    static final String TRASH = "trash";

    private static final long HOUR = 3600;

    private Counters() {}

    /// Part of a write: a live session comes (1) or goes (-1).
    static void live(Handle handle, Session session, int change) {
        long expiry = session.times().expiry().getEpochSecond();
        live(handle, session.owner().userId(), session.source(), expiry, change);
    }

    /// @param owner 0 for a guest
    /// @param expiry epoch seconds
    static void live(Handle handle, long owner, String source, long expiry, int change) {
        Tally tally = handle.tally();
        tally.add(OWNER, owner == 0 ? GUEST : CUSTOMER, change);
        tally.add(SOURCE, source, change);
        tally.addHour(hour(expiry), change);
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

    /// Live sessions with an expiry after the moment.
    private static long expiringAfter(Handle handle, long moment) throws SQLException {
        long hour = hour(moment);
        PreparedStatement hours =
                handle.prepare("SELECT coalesce(sum(n), 0) FROM expiry_hour WHERE hour > ?");
        hours.setLong(1, hour);
        long whole = number(hours);
        PreparedStatement cut =
                handle.prepare(
                        "SELECT count(*) FROM session"
                                + handle.dialect().indexedBy("session_expiry")
                                + " WHERE live = 1 AND expiry > ? AND expiry < ?");
        cut.setLong(1, moment);
        cut.setLong(2, (hour + 1) * HOUR);
        return whole + number(cut);
    }

    static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long hour(long moment) {
        return Math.floorDiv(moment, HOUR);
    }
}
