package dev.cartwright.store.sql;

import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The table `event` as the audit reads it: literally.
final class EntryRows {
    private static final String COLUMNS =
            """
            e.sequence, %s, e.at, e.actor_kind, e.actor_id, e.origin, e.type, e.subject,
                e.detail, %s""";

    /// A column of SQLite holds whatever is put into it, and would be read as if it fitted.
    private static final String SQLITE =
            COLUMNS.formatted(
                    "0",
                    """
                    typeof(e.at) || typeof(e.actor_kind) || typeof(e.actor_id) || typeof(e.origin)
                        || typeof(e.type) || typeof(e.subject)
                            = 'integertexttexttexttextinteger'
                        AND typeof(e.detail) IN ('text', 'null')""");

    /// So many that they are found at once along the log; the others have an index.
    private static final Set<String> EVERYDAY =
            Set.of("CART_CREATED", "CART_UPDATED", "CART_IMPORTED");

    /// As the index has it: without it, SQLite does not take the index.
    private static final String RARE =
            " AND e.type NOT IN ('CART_CREATED', 'CART_UPDATED', 'CART_IMPORTED')";

    private static final String POSTGRES = COLUMNS.formatted("e.xid", "TRUE");

    private EntryRows() {}

    static String columns(Dialect dialect) {
        return dialect == Dialect.SQLITE ? SQLITE : POSTGRES;
    }

    /// Which part of the log is wanted, and how much of it.
    record Slice(EntryFilter filter, long sequence, boolean newestFirst, int limit) {
        /// Numbers of entries that match a condition and the filter.
        SqlText numbers(SqlText condition) {
            var text = new SqlText().add("SELECT e.sequence FROM event e WHERE ");
            text.add(newestFirst ? "e.sequence < ?" : "e.sequence > ?", sequence);
            text.add(condition);
            restOf(filter, text);
            return ordered(text);
        }

        SqlText ordered(SqlText text) {
            text.add(newestFirst ? " ORDER BY e.sequence DESC" : " ORDER BY e.sequence");
            return text.add(" LIMIT ?", limit);
        }
    }

    static List<Entry> page(
            Handle handle, EntryFilter filter, long sequence, boolean newestFirst, int limit)
            throws SQLException {
        var slice = new Slice(filter, sequence, newestFirst, limit);
        return read(select(handle.dialect(), slice).prepare(handle));
    }

    static SqlText select(Dialect dialect, Slice slice) {
        var text = new SqlText().add("SELECT " + columns(dialect) + " FROM event e");
        text.add(" WHERE e.sequence IN (").add(numbers(slice)).add(")");
        return slice.ordered(text);
    }

    /// Acts with a key and acts on it lie in two indexes.
    private static SqlText numbers(Slice slice) {
        Long key = slice.filter().key();
        if (key == null) {
            return slice.numbers(new SqlText());
        }
        var by = new SqlText().add(" AND e.actor_kind = 'KEY' AND e.actor_id = ?", "" + key);
        var on = new SqlText().add(" AND substr(e.type, 1, 4) = 'KEY_' AND e.subject = ?", key);
        return new SqlText()
                .add("SELECT sequence FROM (")
                .add(slice.numbers(by))
                .add(") a UNION SELECT sequence FROM (")
                .add(slice.numbers(on))
                .add(") b");
    }

    private static void restOf(EntryFilter filter, SqlText text) {
        if (filter.user() != null) {
            text.add(" AND substr(e.type, 1, 5) = 'USER_' AND e.subject = ?", filter.user());
        }
        if (filter.session() != null) {
            text.add(" AND substr(e.type, 1, 5) = 'CART_' AND e.subject = ?", filter.session());
        }
        if (filter.type() != null) {
            text.add(" AND e.type = ?", filter.type());
            text.add(EVERYDAY.contains(filter.type()) ? "" : RARE);
        }
        if (filter.since() != null) {
            text.add(" AND e.at >= ?", filter.since().getEpochSecond());
        }
    }

    static List<Entry> read(PreparedStatement statement) throws SQLException {
        var entries = new ArrayList<Entry>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                entries.add(row(rows));
            }
        }
        return entries;
    }

    private static Entry row(ResultSet row) throws SQLException {
        return new Entry(
                new Place(row.getLong(2), row.getLong(1)),
                row.getLong(3),
                text(row, 4),
                text(row, 5),
                text(row, 6),
                text(row, 7),
                row.getLong(8),
                row.getString(9),
                row.getBoolean(10));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
