package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Money;
import dev.cartwright.session.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/// The statements on the table `session` that work on a single row.
final class SessionTable {
    private static final String BY_KEY =
            "SELECT " + SessionRow.COLUMNS + " FROM session s WHERE s.cart_key = ? AND s.live = 1";
    private static final String WITH_BODY =
            "SELECT "
                    + SessionRow.COLUMNS
                    + ", d.body FROM session s JOIN session_document d ON d.session_id = s.id ";
    private static final String FOUND_BY_KEY = WITH_BODY + "WHERE s.cart_key = ? AND s.live = 1";
    private static final String FOUND_BY_ID = WITH_BODY + "WHERE s.id = ?";
    private static final String NEWEST_IN_TRASH =
            " WHERE s.cart_key = ? AND s.live = 0 ORDER BY s.deleted_at DESC, s.id DESC LIMIT 1";
    private static final String NEWEST_TRASHED = WITH_BODY + NEWEST_IN_TRASH;
    private static final String NEWEST_TRASHED_ROW =
            "SELECT " + SessionRow.COLUMNS + " FROM session s" + NEWEST_IN_TRASH;
    static final String VALUES =
            """
            live, settled, created, updated, last_activity, expiry, total_fixed, owner, filled,
            item_count, version, times_estimated, readable, total, minor_unit, source, email_lower,
            cart_key, currency, name, email, deleted_at""";
    private static final String INSERT =
            "INSERT INTO session ("
                    + VALUES
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " RETURNING id";
    private static final String INSERT_WITH_ID =
            "INSERT INTO session ("
                    + VALUES
                    + ", id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?) RETURNING id";
    static final int LAST_VALUE = 22;

    private SessionTable() {}

    static Optional<SessionRow.Found> find(Handle handle, CartKey key) throws SQLException {
        return found(handle, FOUND_BY_KEY, key.value());
    }

    static Optional<Session> live(Handle handle, CartKey key) throws SQLException {
        return row(handle, BY_KEY, key);
    }

    static Optional<Session> newestTrashed(Handle handle, CartKey key) throws SQLException {
        return row(handle, NEWEST_TRASHED_ROW, key);
    }

    /// For changing it in the same unit, as the next three.
    static Optional<Session> lockLive(Handle handle, CartKey key) throws SQLException {
        return row(handle, BY_KEY + handle.dialect().forUpdate(), key);
    }

    private static Optional<Session> row(Handle handle, String sql, CartKey key)
            throws SQLException {
        PreparedStatement statement = handle.prepare(sql);
        statement.setString(1, key.value());
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(SessionRow.read(rows)) : Optional.empty();
        }
    }

    static Optional<SessionRow.Found> lockFound(Handle handle, CartKey key) throws SQLException {
        return found(handle, FOUND_BY_KEY + handle.dialect().forUpdate(), key.value());
    }

    static Optional<SessionRow.Found> lockNewestTrashed(Handle handle, CartKey key)
            throws SQLException {
        return found(handle, NEWEST_TRASHED + handle.dialect().forUpdate(), key.value());
    }

    static Optional<Session> lockById(Handle handle, long id) throws SQLException {
        String sql = "SELECT " + SessionRow.COLUMNS + " FROM session s WHERE s.id = ?";
        PreparedStatement statement = handle.prepare(sql + handle.dialect().forUpdate());
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(SessionRow.read(rows)) : Optional.empty();
        }
    }

    static Optional<SessionRow.Found> findById(Handle handle, long id) throws SQLException {
        PreparedStatement statement = handle.prepare(FOUND_BY_ID);
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(SessionRow.readWithBody(rows)) : Optional.empty();
        }
    }

    private static Optional<SessionRow.Found> found(Handle handle, String sql, String key)
            throws SQLException {
        PreparedStatement statement = handle.prepare(sql);
        statement.setString(1, key);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(SessionRow.readWithBody(rows)) : Optional.empty();
        }
    }

    /// @param id 0 for the next free one
    /// @param row what it becomes, but for its id: live, or in trash
    /// @param lines see [Settlement#linesForWriting]
    /// @return its id
    static long insert(Handle handle, Session row, boolean filled, long id, Settlement.Lines lines)
            throws SQLException {
        PreparedStatement statement = handle.prepare(id == 0 ? INSERT : INSERT_WITH_ID);
        bind(statement, 0, row, filled, lines);
        if (id != 0) {
            statement.setLong(LAST_VALUE + 1, id);
        }
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// @param before places of the statement that belong to others
    static void bind(
            PreparedStatement statement,
            int before,
            Session row,
            boolean filled,
            Settlement.Lines lines)
            throws SQLException {
        long expiry = row.times().expiry().getEpochSecond();
        statement.setInt(before + 1, row.deletedAt() == null ? 1 : 0);
        statement.setInt(before + 2, lines.mark(expiry));
        statement.setLong(before + 3, row.times().created().getEpochSecond());
        statement.setLong(before + 4, row.times().updated().getEpochSecond());
        statement.setLong(before + 5, row.times().lastActivity().getEpochSecond());
        statement.setLong(before + 6, expiry);
        statement.setLong(before + 7, Money.comparable(row.total(), row.minorUnit()));
        statement.setLong(before + 8, row.owner().userId());
        statement.setInt(before + 9, filled ? 1 : 0);
        statement.setLong(before + 10, row.itemCount());
        statement.setLong(before + 11, row.version());
        statement.setInt(before + 12, row.times().estimated() ? 1 : 0);
        statement.setInt(before + 13, row.readable() ? 1 : 0);
        statement.setLong(before + 14, row.total());
        statement.setInt(before + 15, row.minorUnit());
        statement.setString(before + 16, row.source());
        bindTexts(statement, before, row);
    }

    private static void bindTexts(PreparedStatement statement, int before, Session row)
            throws SQLException {
        String lower = SessionContent.lower(row.email());
        statement.setString(before + 17, lower);
        statement.setString(before + 18, row.key().value());
        statement.setString(before + 19, row.currencyCode());
        statement.setString(before + 20, row.name());
        if (lower.equals(row.email())) {
            statement.setNull(before + 21, Types.VARCHAR);
        } else {
            statement.setString(before + 21, row.email());
        }
        Columns.setInstant(statement, before + LAST_VALUE, row.deletedAt());
    }

    static void moveToTrash(Handle handle, long id, Instant at) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE session SET live = 0, deleted_at = ?, version = version + 1
                        WHERE id = ?""");
        statement.setLong(1, at.getEpochSecond());
        statement.setLong(2, id);
        statement.executeUpdate();
    }

    static void takeFromTrash(Handle handle, Session session, Settlement.Lines lines)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE session
                        SET live = 1, deleted_at = NULL, version = version + 1, settled = ?,
                            expiry = ?
                        WHERE id = ?""");
        long expiry = session.times().expiry().getEpochSecond();
        statement.setInt(1, lines.mark(expiry));
        statement.setLong(2, expiry);
        statement.setLong(3, session.id());
        statement.executeUpdate();
    }

    static void delete(Handle handle, long id) throws SQLException {
        PreparedStatement statement = handle.prepare("DELETE FROM session WHERE id = ?");
        statement.setLong(1, id);
        statement.executeUpdate();
    }

    static boolean taken(Handle handle, long id) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT 1 FROM session WHERE id = ?");
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }
}
