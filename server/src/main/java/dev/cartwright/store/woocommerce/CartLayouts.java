package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The tables of carts that a shop has. Looked up when first needed, so that a server can start
/// while the shop's database is down, and looked up anew on demand.
final class CartLayouts {
    private final WooDatabase shop;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Found found;

    /// @param tables those that can be used, by what they are
    /// @param usersPrefix of the users' two tables, which a network of sites shares
    /// @param named what these are called where it is not that
    record Found(
            Map<CartTable, CartSql> tables, String usersPrefix, UserTableNames named, long blog) {
        Optional<CartSql> of(CartTable table) {
            return Optional.ofNullable(tables.get(table));
        }

        /// In the order in which they count.
        List<CartSql> all() {
            return List.copyOf(tables.values());
        }

        String usersTable(String name) {
            return WooDatabase.quoted(named.of(name, usersPrefix + name));
        }

        /// Where WooCommerce up to 10.0 keeps a customer's cart a second time.
        String persistentCart() {
            return "_woocommerce_persistent_cart_" + blog;
        }
    }

    CartLayouts(WooDatabase shop) {
        this.shop = shop;
    }

    Found get() {
        Found known = found;
        return known == null ? look() : known;
    }

    private Found look() {
        looking.lock();
        try {
            Found known = found;
            if (known == null) {
                String prefix = shop.prefix();
                known = shop.read("could not look at the tables of carts", c -> read(c, prefix));
                found = known;
            }
            return known;
        } finally {
            looking.unlock();
        }
    }

    /// Tables may have come or changed.
    void forget() {
        found = null;
    }

    private Found read(Connection connection, String prefix) throws SQLException {
        Map<CartTable, CartSql> tables = new EnumMap<>(CartTable.class);
        for (CartTable table : CartTable.values()) {
            List<String> columns = columns(connection, prefix + table.table());
            boolean indexed = indexed(connection, prefix + table.table(), table.expiryColumn());
            Set<String> generated = generated(connection, prefix + table.table());
            var layout = new CartLayout(table, columns, generated, indexed);
            if (layout.complete()) {
                tables.put(table, new CartSql(layout, shop.table(table.table())));
            }
        }
        boolean own = !columns(connection, prefix + "users").isEmpty();
        String base = prefix.replaceFirst("[0-9]+_$", "");
        String number = prefix.substring(base.length()).replace("_", "");
        long blog = number.isEmpty() ? 1 : Long.parseLong(number);
        return new Found(tables, own ? prefix : base, shop.address().userTables(), blog);
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        return names(connection, "", table);
    }

    /// MySQL says `DEFAULT_GENERATED` of a column that anybody may write.
    private static Set<String> generated(Connection connection, String table) throws SQLException {
        String condition =
                " AND (extra LIKE '%VIRTUAL%' OR extra LIKE '%STORED%'"
                        + " OR extra LIKE '%PERSISTENT%')";
        return Set.copyOf(names(connection, condition, table));
    }

    private static List<String> names(Connection connection, String condition, String table)
            throws SQLException {
        String sql =
                "SELECT column_name FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name = ?"
                        + condition
                        + " ORDER BY ordinal_position";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                var columns = new ArrayList<String>();
                while (rows.next()) {
                    columns.add(rows.getString(1));
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
