package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.session.SearchWords;
import dev.cartwright.session.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Looks over everything that is kept of sessions beside their rows: counters, products, words,
/// what belongs to a shop.
final class Recount {
    private static final List<String> NEVER =
            List.of(
                    "SELECT id FROM session WHERE id NOT IN (SELECT session_id FROM session_document)",
                    orphans("session_document"),
                    orphans("session_product"),
                    orphans("session_word"),
                    orphans("session_foreign"),
                    orphans("foreign_row"),
                    """
                    SELECT session_id FROM foreign_row
                    WHERE session_id IN (SELECT id FROM session WHERE live = 1)""",
                    """
                    SELECT ticket FROM foreign_pending_row
                    WHERE ticket NOT IN (SELECT ticket FROM foreign_pending)""",
                    "SELECT n FROM counter WHERE n = 0",
                    "SELECT n FROM expiry_hour WHERE n = 0",
                    "SELECT n FROM total_span WHERE n = 0");

    private Recount() {}

    private static String orphans(String table) {
        return "SELECT session_id FROM %s WHERE session_id NOT IN (SELECT id FROM session)"
                .formatted(table);
    }

    static void check(Database database) {
        database.<Boolean>read(
                handle -> {
                    boolean sharded = handle.dialect().counterShards() > 1;
                    for (String wrong : sharded ? NEVER.subList(0, 8) : NEVER) {
                        assertThat(column(handle, wrong)).as(wrong).isEmpty();
                    }
                    List<Session> rows = sessions(handle);
                    counters(handle, rows);
                    words(handle, rows);
                    products(handle);
                    return true;
                });
    }

    private static void counters(Handle handle, List<Session> rows) throws SQLException {
        var expected = new TreeMap<String, Long>();
        for (Session row : rows) {
            if (row.deletedAt() != null) {
                expected.merge("trash ", 1L, Long::sum);
                continue;
            }
            String owner = row.owner().userId() == 0 ? "guest" : "customer";
            expected.merge("owner " + owner, 1L, Long::sum);
            expected.merge("source " + row.source(), 1L, Long::sum);
        }
        assertThat(
                        numbers(
                                handle,
                                """
                                SELECT kind || ' ' || value, sum(n) FROM counter
                                GROUP BY kind, value HAVING sum(n) <> 0"""))
                .isEqualTo(expected);
        spans(handle, rows);
    }

    private static void spans(Handle handle, List<Session> rows) throws SQLException {
        for (SpanCount count : SpanCount.values()) {
            var spans = new TreeMap<String, Long>();
            for (Session row : rows) {
                if (row.deletedAt() == null) {
                    spans.merge(Long.toString(count.of(Counted.of(row))), 1L, Long::sum);
                }
            }
            String kept =
                    "SELECT %1$s, sum(n) FROM %2$s GROUP BY %1$s HAVING sum(n) <> 0"
                            .formatted(count.column(), count.table());
            assertThat(numbers(handle, kept)).as(kept).isEqualTo(spans);
        }
    }

    private static void words(Handle handle, List<Session> rows) throws SQLException {
        var expected = new TreeSet<String>();
        for (Session row : rows) {
            for (String word : SearchWords.of(row.key(), row.email(), row.name())) {
                expected.add(row.id() + " " + SessionContent.clean(word));
            }
        }
        var found = column(handle, "SELECT session_id || ' ' || word FROM session_word");
        assertThat(found).hasSize(expected.size());
        assertThat(new TreeSet<>(found)).isEqualTo(expected);
    }

    private static void products(Handle handle) throws SQLException {
        var expected = new TreeSet<String>();
        for (String row :
                column(handle, "SELECT session_id || ' ' || products FROM session_document")) {
            String[] parts = row.split(" ", 2);
            for (String product : parts[1].split(",")) {
                if (!product.isEmpty()) {
                    expected.add(parts[0] + " " + product);
                }
            }
        }
        var found = column(handle, "SELECT session_id || ' ' || product_id FROM session_product");
        assertThat(new TreeSet<>(found)).isEqualTo(expected).hasSize(found.size());
    }

    private static List<Session> sessions(Handle handle) throws SQLException {
        var all = new ArrayList<Session>();
        String sql = "SELECT " + SessionRow.COLUMNS + " FROM session s";
        try (ResultSet rows = handle.prepare(sql).executeQuery()) {
            while (rows.next()) {
                all.add(SessionRow.read(rows));
            }
        }
        return all;
    }

    private static List<String> column(Handle handle, String sql) throws SQLException {
        var all = new ArrayList<String>();
        try (ResultSet rows = handle.prepare(sql).executeQuery()) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private static Map<String, Long> numbers(Handle handle, String sql) throws SQLException {
        var all = new TreeMap<String, Long>();
        try (ResultSet rows = handle.prepare(sql).executeQuery()) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getLong(2));
            }
        }
        return all;
    }
}
