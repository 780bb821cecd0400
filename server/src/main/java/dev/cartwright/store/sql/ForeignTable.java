package dev.cartwright.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Which row of a shop's tables a session is. Kept for those in trash too.
final class ForeignTable {
    /// @param rowId its number there
    /// @param fingerprint of that row when it was last seen
    record Place(String origin, long rowId, String fingerprint) {
        boolean sameRow(String otherOrigin, long otherRowId) {
            return origin.equals(otherOrigin) && rowId == otherRowId;
        }
    }

    private ForeignTable() {}

    static Optional<Place> find(Handle handle, long sessionId) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT origin, row_id, fingerprint
                        FROM session_foreign WHERE session_id = ?""");
        statement.setLong(1, sessionId);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(new Place(rows.getString(1), rows.getLong(2), rows.getString(3)))
                    : Optional.empty();
        }
    }

    /// Sessions that are no shop's, in trash too.
    static long countOthers(Handle handle) throws SQLException {
        return new SqlText()
                .add(
                        """
                        SELECT count(*) FROM session s
                        WHERE NOT EXISTS (
                            SELECT 1 FROM session_foreign f WHERE f.session_id = s.id)""")
                .number(handle);
    }

    static void set(Handle handle, long sessionId, Place place) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO session_foreign (session_id, origin, row_id, fingerprint)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (session_id) DO UPDATE SET
                            origin = excluded.origin,
                            row_id = excluded.row_id,
                            fingerprint = excluded.fingerprint""");
        statement.setLong(1, sessionId);
        statement.setString(2, place.origin());
        statement.setLong(3, place.rowId());
        statement.setString(4, place.fingerprint());
        statement.executeUpdate();
    }

    /// With the shop's rows that were kept in trash.
    static void delete(Handle handle, long sessionId) throws SQLException {
        PreparedStatement statement =
                handle.prepare("DELETE FROM session_foreign WHERE session_id = ?");
        statement.setLong(1, sessionId);
        if (statement.executeUpdate() > 0) {
            ForeignRows.delete(handle, ForeignRows.Keeper.TRASH, sessionId);
        }
    }
}
