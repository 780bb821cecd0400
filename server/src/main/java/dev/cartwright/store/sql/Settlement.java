package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Marks expired sessions as settled, so that an index can hold just them.
///
/// A status depends on the clock, and no index does. Every live session whose expiry is at or
/// before the settlement's line is marked; those between the line and now are few, and a list looks
/// at them one by one. Writers move the line along. Only SQLite needs this.
final class Settlement {
    /// Rows looked at in one step, so that other writers do not wait long.
    static final int STEP = 500;

    private Settlement() {}

    /// How far it is done, in epoch seconds.
    static long line(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT settled_until FROM settlement WHERE id = 1");
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Up to which expiry a session written now is settled from the start. Not less than the line,
    /// should the clock have been set back.
    static long lineForWriting(Handle handle, long now) throws SQLException {
        return Math.max(line(handle), now);
    }

    /// One step; part of a write.
    ///
    /// @return whether everything expired is settled
    static boolean step(Handle handle, long now) throws SQLException {
        long from = line(handle);
        if (from >= now) {
            return true;
        }
        long to = end(handle, from, now);
        PreparedStatement mark =
                handle.prepare(
                        """
                        UPDATE session INDEXED BY session_expiry SET settled = 1
                        WHERE live = 1 AND settled = 0 AND expiry > ? AND expiry <= ?""");
        mark.setLong(1, from);
        mark.setLong(2, to);
        mark.executeUpdate();
        PreparedStatement move =
                handle.prepare("UPDATE settlement SET settled_until = ? WHERE id = 1");
        move.setLong(1, to);
        move.executeUpdate();
        return to == now;
    }

    private static long end(Handle handle, long from, long now) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT expiry FROM session INDEXED BY session_expiry
                        WHERE live = 1 AND expiry > ? AND expiry <= ?
                        ORDER BY expiry LIMIT 1 OFFSET ?""");
        statement.setLong(1, from);
        statement.setLong(2, now);
        statement.setInt(3, STEP);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : now;
        }
    }
}
