package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;

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

    /// The prefix of the one shop that is there. Of several, guessing could take another one after
    /// each start, and everything known of the first would be applied to it.
    ///
    /// @param wanted the prefix of the one that is meant; empty for the only one
    static String find(Connection connection, String wanted) throws SQLException {
        List<String> found = all(connection);
        if (found.isEmpty()) {
            throw new ShopException(
                    "this database has no tables of a WooCommerce shop, or the user may not see"
                            + " them");
        }
        if (!wanted.isEmpty()) {
            if (!found.contains(wanted)
                    && !(foldsNames(connection)
                            && found.stream().anyMatch(wanted::equalsIgnoreCase))) {
                throw new ShopException(
                        "this database has no tables of a WooCommerce shop that begin with %s, but with %s"
                                .formatted(wanted, String.join(", ", found)));
            }
            return wanted;
        }
        if (found.size() > 1) {
            throw new AmbiguousShop(found);
        }
        return found.getFirst();
    }

    /// Whether names of tables in another case are the same.
    private static boolean foldsNames(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT @@lower_case_table_names");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() && rows.getInt(1) != 0;
        }
    }

    /// Every prefix under which a table of a shop is.
    static List<String> all(Connection connection) throws SQLException {
        var prefixes = new TreeSet<String>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String table = rows.getString(1);
                for (String end : TELLING) {
                    if (table.endsWith(end)) {
                        prefixes.add(table.substring(0, table.length() - end.length()));
                    }
                }
            }
        }
        return List.copyOf(prefixes);
    }
}
