package dev.cartwright.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Looks a whole SQLite database over for changes of which a part is missing: rows without
/// document, products, words or events, and counters that a recount does not confirm.
final class HalfDone {
    private HalfDone() {}

    static void check(Path file) throws SQLException {
        try (Connection connection = SqliteEngine.connect(file);
                Statement statement = connection.createStatement()) {
            for (String wrong : NEVER) {
                try (ResultSet rows = statement.executeQuery(wrong)) {
                    if (rows.next()) {
                        throw new AssertionError("half done: " + wrong);
                    }
                }
            }
        }
        DatabaseCheck health = DatabaseCheck.sqlite(file, true);
        if (!health.sound() || health.sessions() != health.counted()) {
            throw new AssertionError("not sound: " + health);
        }
    }

    /// Queries that find what must not be.
    private static final List<String> NEVER =
            List.of(
                    """
                    SELECT s.id FROM session s LEFT JOIN session_document d ON d.session_id = s.id
                    WHERE d.session_id IS NULL""",
                    """
                    SELECT d.session_id FROM session_document d
                    WHERE d.session_id NOT IN (SELECT id FROM session)""",
                    """
                    SELECT session_id FROM session_product
                    WHERE session_id NOT IN (SELECT id FROM session)""",
                    """
                    SELECT session_id FROM session_word
                    WHERE session_id NOT IN (SELECT id FROM session)""",
                    """
                    SELECT s.id FROM session s JOIN session_document d ON d.session_id = s.id
                    WHERE d.products <> coalesce((SELECT group_concat(product_id, ',') FROM (
                        SELECT product_id FROM session_product p
                        WHERE p.session_id = s.id ORDER BY product_id)), '')""",
                    """
                    SELECT s.id FROM session s
                    JOIN (SELECT subject, count(*) AS n FROM event
                        WHERE type LIKE 'CART%' GROUP BY subject) e
                        ON e.subject = s.id
                    WHERE e.n <> s.version""",
                    """
                    SELECT s.id FROM session s WHERE NOT EXISTS
                        (SELECT 1 FROM event WHERE subject = s.id AND type LIKE 'CART%')""",
                    """
                    SELECT subject FROM event
                    WHERE type LIKE 'CART%' AND subject NOT IN (SELECT id FROM session)
                    GROUP BY subject HAVING sum(type = 'CART_PURGED') <> 1""",
                    """
                    SELECT subject FROM event WHERE type = 'CART_PURGED'
                        AND subject IN (SELECT id FROM session)""",
                    """
                    SELECT id FROM session WHERE live = 1
                        AND id NOT IN (SELECT session_id FROM session_word)""",
                    """
                    SELECT cart_key FROM session WHERE live = 1
                    GROUP BY cart_key HAVING count(*) > 1""",
                    """
                    SELECT 1 WHERE (SELECT count(*) FROM session WHERE live = 0)
                        <> (SELECT coalesce(sum(n), 0) FROM counter WHERE kind = 'trash')""",
                    """
                    SELECT 1 WHERE (SELECT count(*) FROM session WHERE live = 1 AND owner > 0)
                        <> coalesce((SELECT n FROM counter
                            WHERE kind = 'owner' AND value = 'customer'), 0)""",
                    """
                    SELECT hour FROM (
                        SELECT created / 3600 AS hour, 1 AS n FROM session WHERE live = 1
                        UNION ALL SELECT hour, -n FROM created_hour)
                    GROUP BY hour HAVING sum(n) <> 0""",
                    """
                    SELECT hour FROM (
                        SELECT updated / 3600 AS hour, 1 AS n FROM session WHERE live = 1
                        UNION ALL SELECT hour, -n FROM updated_hour)
                    GROUP BY hour HAVING sum(n) <> 0""",
                    """
                    SELECT hour FROM (
                        SELECT expiry / 3600 AS hour, 1 AS n FROM session WHERE live = 1
                        UNION ALL SELECT hour, -n FROM expiry_hour)
                    GROUP BY hour HAVING sum(n) <> 0""",
                    """
                    SELECT start FROM (
                        SELECT max(0, total_fixed) / 1000000000 AS start, 1 AS n FROM session
                        WHERE live = 1
                        UNION ALL SELECT max(0, start) / 1000000000, -n FROM total_span)
                    GROUP BY start HAVING sum(n) <> 0""",
                    """
                    SELECT source FROM session WHERE live = 1 GROUP BY source
                    HAVING count(*) <> (SELECT n FROM counter
                        WHERE kind = 'source' AND value = source)""",
                    """
                    SELECT 1 WHERE (SELECT count(*) FROM session WHERE live = 1 AND owner = 0)
                        <> coalesce((SELECT n FROM counter
                            WHERE kind = 'owner' AND value = 'guest'), 0)""");
}
