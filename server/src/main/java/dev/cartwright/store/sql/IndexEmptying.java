package dev.cartwright.store.sql;

import dev.cartwright.session.Owner;
import dev.cartwright.session.Times;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Takes every live session out, in steps between which other writers have their turn; counters
/// are right after each. What lies in trash stays.
final class IndexEmptying {
    private static final int SESSIONS = 10_000;
    private static final int ENTRIES = 40_000;

    private final Database database;
    private final long filling;

    IndexEmptying(Database database, long filling) {
        this.database = database;
        this.filling = filling;
    }

    void run() {
        Optional<Long> reached = Optional.of(Long.MIN_VALUE);
        while (reached.isPresent()) {
            long from = reached.get();
            reached = write(handle -> sessions(handle, from));
        }
        orphans("session_word", "word");
        orphans("session_product", "product_id");
    }

    private <T> T write(SqlWork<T> step) {
        return database.write(
                "could not empty the index",
                handle -> {
                    IndexState.check(handle, filling);
                    return step.run(handle);
                });
    }

    /// @return how far it came, empty at the end
    private static Optional<Long> sessions(Handle handle, long from) throws SQLException {
        Optional<Long> end = end(handle, from);
        long to = end.orElse(Long.MAX_VALUE);
        count(handle, from, to);
        for (String sql :
                new String[] {
                    "DELETE FROM session WHERE live = 1 AND id > ? AND id <= ?",
                    "DELETE FROM session_document WHERE session_id > ? AND session_id <= ?"
                            + " AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = session_id)",
                    "DELETE FROM session_foreign WHERE session_id > ? AND session_id <= ?"
                            + " AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = session_id)"
                }) {
            PreparedStatement delete = handle.prepare(sql);
            delete.setLong(1, from);
            delete.setLong(2, to);
            delete.executeUpdate();
        }
        return end;
    }

    private static Optional<Long> end(Handle handle, long from) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT id FROM session WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?");
        statement.setLong(1, from);
        statement.setInt(2, SESSIONS);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
        }
    }

    private static void count(Handle handle, long from, long to) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        "SELECT owner, source, created, updated, expiry, total_fixed FROM session s"
                                + handle.dialect().notIndexed()
                                + " WHERE live = 1 AND id > ? AND id <= ?");
        statement.setLong(1, from);
        statement.setLong(2, to);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Counters.live(handle, counted(rows), -1);
            }
        }
    }

    private static Counted counted(ResultSet row) throws SQLException {
        Owner owner = Owner.of(row.getLong(1));
        return new Counted(owner, row.getString(2), clocks(row), row.getLong(6));
    }

    /// Those that are counted by.
    private static Times clocks(ResultSet row) throws SQLException {
        Instant created = Instant.ofEpochSecond(row.getLong(3));
        Instant updated = Instant.ofEpochSecond(row.getLong(4));
        return new Times(created, updated, updated, Instant.ofEpochSecond(row.getLong(5)), false);
    }

    /// Entries of sessions that are gone, in the order they lie in.
    ///
    /// @param column before the session's id in the order
    private void orphans(String table, String column) {
        Optional<Entry> reached = write(handle -> entry(handle, first(table, column)));
        while (reached.isPresent()) {
            Entry from = reached.get();
            reached = write(handle -> orphans(handle, table, column, from));
        }
    }

    /// @param value a word or a product
    private record Entry(Object value, long session) {
        List<Object> place() {
            return List.of(value, session);
        }
    }

    private static SqlText first(String table, String column) {
        return new SqlText()
                .add("SELECT %s, session_id FROM %s".formatted(column, table))
                .add(" ORDER BY %s, session_id LIMIT 1".formatted(column));
    }

    /// @param from the first that is looked at
    /// @return the first that was not
    private static Optional<Entry> orphans(Handle handle, String table, String column, Entry from)
            throws SQLException {
        String place = "(%s, session_id)".formatted(column);
        var behind =
                new SqlText()
                        .add("SELECT %s, session_id FROM %s".formatted(column, table))
                        .add(" WHERE " + place + " >= (?, ?)", from.place())
                        .add(" ORDER BY %s, session_id LIMIT 1".formatted(column))
                        .add(" OFFSET ?", ENTRIES);
        Optional<Entry> to = entry(handle, behind);
        var delete =
                new SqlText()
                        .add("DELETE FROM " + table)
                        .add(" WHERE " + place + " >= (?, ?)", from.place());
        if (to.isPresent()) {
            delete.add(" AND " + place + " < (?, ?)", to.get().place());
        }
        delete.add(" AND NOT EXISTS (SELECT 1 FROM session s WHERE s.id = session_id)");
        delete.prepare(handle).executeUpdate();
        return to;
    }

    private static Optional<Entry> entry(Handle handle, SqlText query) throws SQLException {
        try (ResultSet rows = query.prepare(handle).executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            Object value =
                    rows.getObject(1) instanceof String word ? word : (Object) rows.getLong(1);
            return Optional.of(new Entry(value, rows.getLong(2)));
        }
    }
}
