package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds a shop among the tables of a database, which may hold several.
final class Prefixes {
    /// The end that tells a shop from anything else.
    private static final List<String> TELLING =
            List.of("cocart_carts", "woocommerce_sessions", "woocommerce_api_keys");

    private static final String TABLES =
            """
            SELECT TABLE_NAME FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = DATABASE()
            AND (TABLE_NAME LIKE '%cocart\\_carts' OR TABLE_NAME LIKE '%woocommerce\\_sessions'
                OR TABLE_NAME LIKE '%woocommerce\\_api\\_keys')""";

    private Prefixes() {}

    private record Candidate(String prefix, int rank, boolean filled) {}

    /// The prefix of the table with carts; of several, the one that has any, and the shortest of
    /// those.
    static String find(Connection connection) throws SQLException {
        return candidates(connection).stream()
                .min(
                        Comparator.comparing((Candidate one) -> !one.filled())
                                .thenComparingInt(Candidate::rank)
                                .thenComparingInt(one -> one.prefix().length())
                                .thenComparing(Candidate::prefix))
                .map(Candidate::prefix)
                .orElseThrow(
                        () ->
                                new ShopException(
                                        "this database has no tables of a WooCommerce shop, or"
                                                + " the user may not see them"));
    }

    /// Every prefix under which a table of a shop is.
    static List<String> all(Connection connection) throws SQLException {
        return candidates(connection).stream().map(Candidate::prefix).distinct().sorted().toList();
    }

    private static List<Candidate> candidates(Connection connection) throws SQLException {
        var candidates = new ArrayList<Candidate>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String table = rows.getString(1);
                for (int rank = 0; rank < TELLING.size(); rank++) {
                    String end = TELLING.get(rank);
                    if (table.endsWith(end)) {
                        String prefix = table.substring(0, table.length() - end.length());
                        // the keys' table says nothing of carts
                        boolean filled = rank < 2 && filled(connection, table);
                        candidates.add(new Candidate(prefix, rank, filled));
                    }
                }
            }
        }
        return candidates;
    }

    /// Counted rows are a guess of the server's, which it makes when it finds the time.
    private static boolean filled(Connection connection, String table) throws SQLException {
        String sql = "SELECT 1 FROM " + WooDatabase.quoted(table) + " LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        } catch (SQLException e) {
            if (Failures.denied(e)) {
                return false;
            }
            throw e;
        }
    }
}
