package dev.cartwright.store.sql;

import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

    private static final String POSTGRES = COLUMNS.formatted("e.xid", "TRUE");

    private EntryRows() {}

    static String columns(Dialect dialect) {
        return dialect == Dialect.SQLITE ? SQLITE : POSTGRES;
    }

    static List<Entry> page(
            Handle handle, EntryFilter filter, long sequence, boolean newestFirst, int limit)
            throws SQLException {
        SqlText text =
                new SqlText()
                        .add("SELECT " + columns(handle.dialect()) + " FROM event e WHERE ")
                        .add(newestFirst ? "e.sequence < ?" : "e.sequence > ?", sequence);
        conditions(text, filter);
        text.add(newestFirst ? " ORDER BY e.sequence DESC" : " ORDER BY e.sequence");
        return read(text.add(" LIMIT ?", limit).prepare(handle));
    }

    private static void conditions(SqlText text, EntryFilter filter) {
        if (filter.key() != null) {
            text.add(" AND (e.actor_kind = 'KEY' AND e.actor_id = ?", Long.toString(filter.key()));
            text.add(" OR substr(e.type, 1, 4) = 'KEY_' AND e.subject = ?)", filter.key());
        }
        if (filter.user() != null) {
            text.add(" AND substr(e.type, 1, 5) = 'USER_' AND e.subject = ?", filter.user());
        }
        if (filter.session() != null) {
            text.add(" AND substr(e.type, 1, 5) = 'CART_' AND e.subject = ?", filter.session());
        }
        if (filter.type() != null) {
            text.add(" AND e.type = ?", filter.type());
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
