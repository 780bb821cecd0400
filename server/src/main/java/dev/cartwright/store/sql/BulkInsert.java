package dev.cartwright.store.sql;

import dev.cartwright.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Many new rows of the index in one unit, several a statement and in the order they lie in.
///
/// @param index for those that turn out to be there already
record BulkInsert(SessionWrites writes, IndexWrites index) {
    record Row(Session session, IndexWrites.Seen seen) {}

    private static final int LOOKED_UP = 64;
    private static final Comparator<Row> BY_ID =
            Comparator.comparingLong(row -> row.session().id());

    /// Nobody else has any of them, as is usual: fails when somebody has.
    ///
    /// @return those whose words and products are still to be written
    List<Row> runUnknown(List<IndexWrites.Seen> seen) throws SQLException {
        var fresh = new ArrayList<Row>(seen.size());
        for (IndexWrites.Seen one : seen) {
            fresh.add(new Row(one.content().row(one.wished(), 1), one));
        }
        fresh.sort(BY_ID);
        insert(fresh);
        return fresh;
    }

    /// @return those whose words and products are still to be written
    List<Row> run(List<IndexWrites.Seen> seen) throws SQLException {
        Set<String> known = known(seen);
        Set<Long> taken = taken(seen);
        var fresh = new ArrayList<Row>(seen.size());
        var others = new ArrayList<IndexWrites.Seen>();
        for (IndexWrites.Seen one : seen) {
            long wanted = one.wished();
            boolean free = wanted > 0 && taken.add(wanted);
            if (free && known.add(one.key().value())) {
                fresh.add(new Row(one.content().row(wanted, 1), one));
            } else {
                others.add(one);
            }
        }
        fresh.sort(BY_ID);
        insert(fresh);
        if (!others.isEmpty()) {
            index.put(others);
        }
        return fresh;
    }

    private Set<String> known(List<IndexWrites.Seen> seen) throws SQLException {
        List<Object> keys = new ArrayList<>();
        for (IndexWrites.Seen one : seen) {
            keys.add(one.key().value());
        }
        String sql =
                "SELECT cart_key FROM session"
                        + handle().dialect().indexedBy("session_key")
                        + " WHERE live = 1 AND cart_key IN (";
        var known = new HashSet<String>();
        lookUp(sql, keys, row -> known.add(row.getString(1)));
        return known;
    }

    private Set<Long> taken(List<IndexWrites.Seen> seen) throws SQLException {
        List<Object> ids = new ArrayList<>();
        for (IndexWrites.Seen one : seen) {
            ids.add(one.wished());
        }
        var taken = new HashSet<Long>();
        lookUp("SELECT id FROM session WHERE id IN (", ids, row -> taken.add(row.getLong(1)));
        return taken;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void lookUp(String sql, List<Object> values, RowReader reader) throws SQLException {
        String places = String.join(", ", Collections.nCopies(LOOKED_UP, "?"));
        for (int start = 0; start < values.size(); start += LOOKED_UP) {
            var some = new ArrayList<Object>(LOOKED_UP);
            for (int i = start; i < start + LOOKED_UP; i++) {
                some.add(values.get(Math.min(i, values.size() - 1)));
            }
            var text = new SqlText().add(sql).add(places, some).add(")");
            try (ResultSet rows = text.prepare(handle()).executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private void insert(List<Row> rows) throws SQLException {
        long highest = 0;
        for (Row row : rows) {
            Counters.live(handle(), row.session(), 1);
            highest = Math.max(highest, row.session().id());
        }
        if (highest > 0) {
            SessionImports.skipNumbersTo(handle(), highest);
        }
        sessions(rows);
        documents(rows);
        places(rows);
    }

    private void sessions(List<Row> rows) throws SQLException {
        ManyRows.insert(
                handle(),
                "INSERT INTO session (" + SessionTable.VALUES + ", id) VALUES ",
                SessionTable.LAST_VALUE + 1,
                rows,
                (statement, before, row) -> {
                    boolean filled = row.seen().content().filled();
                    SessionTable.bind(statement, before, row.session(), filled, writes.lines());
                    int last = before + SessionTable.LAST_VALUE + 1;
                    statement.setLong(last, row.session().id());
                });
    }

    private void documents(List<Row> rows) throws SQLException {
        ManyRows.insert(
                handle(),
                "INSERT INTO session_document (session_id, products, body) VALUES ",
                3,
                rows,
                (statement, before, row) -> {
                    SessionContent content = row.seen().content();
                    statement.setLong(before + 1, row.session().id());
                    statement.setString(before + 2, SessionParts.joined(content.products()));
                    statement.setBytes(before + 3, content.body());
                });
    }

    private void places(List<Row> rows) throws SQLException {
        ManyRows.insert(
                handle(),
                "INSERT INTO session_foreign (session_id, origin, row_id, fingerprint) VALUES ",
                4,
                rows,
                (statement, before, row) -> {
                    ForeignTable.Place place = row.seen().place();
                    statement.setLong(before + 1, row.session().id());
                    statement.setString(before + 2, place.origin());
                    statement.setLong(before + 3, place.rowId());
                    statement.setString(before + 4, place.fingerprint());
                });
    }

    private Handle handle() {
        return writes.handle();
    }
}
