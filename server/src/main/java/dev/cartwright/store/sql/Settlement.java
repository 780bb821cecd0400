package dev.cartwright.store.sql;

import dev.cartwright.session.Status;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Marks sessions that have expired, and those that soon will, so that two indexes can hold just
/// them.
///
/// A status depends on the clock, and no index does. Every live session whose expiry is at or
/// before a line is marked; those between the line and the moment it follows are few, and a list
/// looks at them one by one. Writers move the lines along. Only SQLite needs this.
final class Settlement {
    /// Rows looked at in one step, so that other writers do not wait long.
    static final int STEP = 500;

    static final int OPEN = 0;
    static final int EXPIRED = 1;
    static final int EXPIRING = 2;

    private static final String MARK_EXPIRED =
            """
            UPDATE session INDEXED BY session_expiry SET settled = 1
            WHERE live = 1 AND settled <> 1 AND expiry > ? AND expiry <= ?""";
    private static final String MARK_EXPIRING =
            """
            UPDATE session INDEXED BY session_expiry SET settled = 2
            WHERE live = 1 AND settled = 0 AND expiry > ? AND expiry <= ?""";

    /// How far it is done, in epoch seconds.
    ///
    /// @param expired every live session with an expiry up to here is marked as expired
    /// @param expiring behind that, every one up to here is marked as expiring
    record Lines(long expired, long expiring) {
        int mark(long expiry) {
            if (expiry <= expired) {
                return EXPIRED;
            }
            return expiry <= expiring ? EXPIRING : OPEN;
        }
    }

    private Settlement() {}

    static Lines lines(Handle handle) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT id, settled_until FROM settlement");
        long expired = 0;
        long expiring = 0;
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (rows.getInt(1) == EXPIRED) {
                    expired = rows.getLong(2);
                } else {
                    expiring = rows.getLong(2);
                }
            }
        }
        return new Lines(expired, Math.max(expired, expiring));
    }

    /// By which a session written now is marked from the start. Not less than the lines, should
    /// the clock have been set back.
    static Lines linesForWriting(Handle handle, long now) throws SQLException {
        if (!handle.dialect().plansByHand()) {
            return new Lines(now, soon(now));
        }
        Lines lines = handle.lines();
        return new Lines(Math.max(lines.expired(), now), Math.max(lines.expiring(), soon(now)));
    }

    /// While no session is live, everything up to now is marked; part of a write.
    static void begin(Handle handle, long now) throws SQLException {
        move(handle, EXPIRED, now);
        move(handle, EXPIRING, soon(now));
    }

    static long soon(long now) {
        return now + Status.EXPIRING_WINDOW.toSeconds();
    }

    /// One step; part of a write. None while the index of a shop's carts is being filled.
    ///
    /// @return whether everything is settled that can be
    static boolean step(Handle handle, long now) throws SQLException {
        if (!DroppedIndexes.has(handle, "session_expiry")) {
            return true;
        }
        Lines lines = lines(handle);
        boolean expired = step(handle, EXPIRED, MARK_EXPIRED, lines.expired(), now);
        boolean expiring = step(handle, EXPIRING, MARK_EXPIRING, lines.expiring(), soon(now));
        return expired && expiring;
    }

    private static boolean step(Handle handle, int line, String sql, long from, long goal)
            throws SQLException {
        if (from >= goal) {
            return true;
        }
        long to = end(handle, from, goal);
        PreparedStatement mark = handle.prepare(sql);
        mark.setLong(1, from);
        mark.setLong(2, to);
        mark.executeUpdate();
        move(handle, line, to);
        return to == goal;
    }

    private static void move(Handle handle, int line, long to) throws SQLException {
        PreparedStatement move =
                handle.prepare("UPDATE settlement SET settled_until = ? WHERE id = ?");
        move.setLong(1, to);
        move.setInt(2, line);
        move.executeUpdate();
        handle.forgetLines();
    }

    private static long end(Handle handle, long from, long goal) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT expiry FROM session INDEXED BY session_expiry
                        WHERE live = 1 AND expiry > ? AND expiry <= ?
                        ORDER BY expiry LIMIT 1 OFFSET ?""");
        statement.setLong(1, from);
        statement.setLong(2, goal);
        statement.setInt(3, STEP);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : goal;
        }
    }
}
