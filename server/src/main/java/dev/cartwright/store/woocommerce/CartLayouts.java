package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tables of carts that a shop has. Looked up when first needed, so that a server can start
/// while the shop's database is down, and looked up anew as [Looked] says.
final class CartLayouts {
    private static final Logger LOG = LoggerFactory.getLogger(CartLayouts.class);

    private final WooDatabase shop;
    private final Looked<Found> found;
    private volatile Set<CartTable> told = Set.of();

    /// @param tables those that can be used, by what they are
    record Found(Map<CartTable, CartSql> tables, SiteTables site) {
        Optional<CartSql> of(CartTable table) {
            return Optional.ofNullable(tables.get(table));
        }

        /// In the order in which they count.
        List<CartSql> all() {
            return List.copyOf(tables.values());
        }

        String usersTable(String name) {
            return site.userTable(name);
        }

        /// Where WooCommerce up to 10.0 keeps a customer's cart a second time.
        String persistentCart() {
            return "_woocommerce_persistent_cart_" + site.blog();
        }
    }

    CartLayouts(WooDatabase shop) {
        this.shop = shop;
        found = new Looked<>(this::look, shop);
    }

    Found get() {
        return found.get();
    }

    private Found look() {
        String prefix = shop.prefix();
        return shop.read("could not look at the tables of carts", c -> read(c, prefix));
    }

    /// Tables may have come or changed.
    void forget() {
        found.forget();
    }

    private Found read(Connection connection, String prefix) throws SQLException {
        Map<CartTable, CartSql> tables = new EnumMap<>(CartTable.class);
        var hidden = EnumSet.noneOf(CartTable.class);
        for (CartTable table : CartTable.values()) {
            String name = prefix + table.table();
            Map<String, String> columns = columns(connection, name);
            String stored = columns.getOrDefault(table.valueColumn(), "");
            String seenAs = ShopCharset.conversion(stored, shop.address().charset());
            boolean indexed = indexed(connection, name, table.expiryColumn());
            Set<String> generated = generated(connection, name);
            List<String> names = List.copyOf(columns.keySet());
            var layout = new CartLayout(table, names, generated, indexed, seenAs);
            if (layout.complete()) {
                tables.put(table, new CartSql(layout, shop.table(table.table())));
            } else if (denied(connection, name)) {
                hidden.add(table);
            }
        }
        tell(hidden, prefix);
        return new Found(tables, SiteTables.of(connection, prefix, shop.address()));
    }

    /// Once: without any right on a table, nobody can tell whether it is there.
    private void tell(Set<CartTable> hidden, String prefix) {
        for (CartTable table : hidden) {
            if (!told.contains(table)) {
                LOG.warn(
                        "no right to read {}{}: carts in there, if any, are not served",
                        prefix,
                        table.table());
            }
        }
        told = Set.copyOf(hidden);
    }

    private static boolean denied(Connection connection, String table) throws SQLException {
        String sql = "SELECT 1 FROM " + WooDatabase.quoted(table) + " LIMIT 0";
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(sql).close();
            return false;
        } catch (SQLException e) {
            if (Failures.denied(e)) {
                return true;
            }
            if (Failures.otherTables(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Character sets by the columns' names, in order; empty where a column has none.
    private static Map<String, String> columns(Connection connection, String table)
            throws SQLException {
        return columns(connection, "", table);
    }

    /// MySQL says `DEFAULT_GENERATED` of a column that anybody may write.
    private static Set<String> generated(Connection connection, String table) throws SQLException {
        String condition =
                " AND (extra LIKE '%VIRTUAL%' OR extra LIKE '%STORED%'"
                        + " OR extra LIKE '%PERSISTENT%')";
        return columns(connection, condition, table).keySet();
    }

    private static Map<String, String> columns(
            Connection connection, String condition, String table) throws SQLException {
        String sql =
                "SELECT column_name, COALESCE(character_set_name, '')"
                        + " FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name = ?"
                        + condition
                        + " ORDER BY ordinal_position";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                var columns = new LinkedHashMap<String, String>();
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
                return columns;
            }
        }
    }

    private static boolean indexed(Connection connection, String table, String column)
            throws SQLException {
        String sql =
                """
                SELECT COUNT(*) FROM information_schema.statistics
                WHERE table_schema = DATABASE() AND table_name = ? AND column_name = ?
                  AND seq_in_index = 1""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getLong(1) > 0;
            }
        }
    }
}
