package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes rows of carts out of a shop's tables, and puts them back: each only if nobody has changed
/// anything meanwhile.
final class ShopRows {
    static final String META = "woocommerce:usermeta";

    private final WooDatabase shop;
    private final ShopCarts carts;

    /// A row of the shop as it was found.
    ///
    /// @param fingerprint of a cart; empty for a user's meta
    /// @param whole false when the value was too long to be read
    record Taken(ForeignRow row, String fingerprint, boolean whole) {}

    ShopRows(WooDatabase shop, ShopCarts carts) {
        this.shop = shop;
        this.carts = carts;
    }

    /// All that the shop has of a cart: in each table of carts, and the copy that it keeps of a
    /// customer's. Empty when it is in none of the tables.
    List<Taken> find(CartKey key, String salt) {
        var found = new ArrayList<Taken>();
        for (CartSql sql : carts.layouts().all()) {
            for (ShopCart row : inTable(sql, key, salt)) {
                Map<String, String> columns = others(sql, row.id());
                if (!columns.isEmpty()) {
                    byte[] value = row.value();
                    var kept =
                            new ForeignRow(
                                    sql.table().origin(),
                                    row.id(),
                                    columns,
                                    value == null ? new byte[0] : value);
                    found.add(new Taken(kept, row.fingerprint(), value != null));
                }
            }
        }
        if (!found.isEmpty()) {
            found.addAll(metas(key));
        }
        return found;
    }

    private List<ShopCart> inTable(CartSql sql, CartKey key, String salt) {
        return shop.read(
                "could not read a cart",
                connection -> {
                    String where = "WHERE %s = ?".formatted(sql.table().keyColumn());
                    try (PreparedStatement statement =
                            connection.prepareStatement(sql.stored(where))) {
                        int at = CartSql.limits(statement, ShopView.LONGEST);
                        statement.setString(at, key.value());
                        var found = new ArrayList<ShopCart>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                ShopCart row = sql.row(rows, salt);
                                if (row.key().equals(key.value())) {
                                    found.add(row);
                                }
                            }
                        }
                        return found;
                    }
                });
    }

    /// Every column but number and value, by name; NULL is left out.
    private Map<String, String> others(CartSql sql, long id) {
        List<String> names = sql.others();
        String text =
                "SELECT %s FROM %s WHERE %s = ?"
                        .formatted(
                                String.join(", ", names.stream().map(WooDatabase::quoted).toList()),
                                sql.quoted(),
                                sql.table().idColumn());
        return shop.read(
                "could not read a cart",
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(text)) {
                        statement.setLong(1, id);
                        Map<String, String> columns = new LinkedHashMap<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                for (int i = 0; i < names.size(); i++) {
                                    String cell = rows.getString(i + 1);
                                    boolean number = names.get(i).equals(sql.table().idColumn());
                                    if (cell != null && !number) {
                                        columns.put(names.get(i), cell);
                                    }
                                }
                            }
                        }
                        return columns;
                    }
                });
    }

    private List<Taken> metas(CartKey key) {
        long user = LiveCarts.owner(key).userId();
        if (user == 0) {
            return List.of();
        }
        CartLayouts.Found tables = carts.layouts();
        String text =
                """
                SELECT umeta_id, CAST(meta_value AS BINARY) FROM %s
                WHERE user_id = ? AND meta_key = ?"""
                        .formatted(tables.usersTable("usermeta"));
        return shop.read(
                "could not read the cart that is kept with a user",
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(text)) {
                        statement.setLong(1, user);
                        statement.setString(2, tables.persistentCart());
                        var found = new ArrayList<Taken>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                byte[] value = rows.getBytes(2);
                                Map<String, String> columns =
                                        Map.of(
                                                "user_id",
                                                Long.toString(user),
                                                "meta_key",
                                                tables.persistentCart());
                                var row =
                                        new ForeignRow(
                                                META,
                                                rows.getLong(1),
                                                columns,
                                                value == null ? new byte[0] : value);
                                found.add(new Taken(row, "", true));
                            }
                        }
                        return found;
                    }
                });
    }

    /// Several carts in one transaction, each with all of its rows or not at all; for each whether
    /// it is gone now.
    List<Boolean> delete(List<List<Taken>> some, String salt) {
        CartLayouts.Found tables = carts.layouts();
        return shop.write(
                "could not delete carts",
                connection -> {
                    var gone = new ArrayList<Boolean>();
                    for (List<Taken> rows : some) {
                        Savepoint before = connection.setSavepoint();
                        boolean all = deleteAll(connection, tables, rows, salt);
                        if (!all) {
                            connection.rollback(before);
                        }
                        gone.add(all);
                    }
                    return gone;
                });
    }

    private static boolean deleteAll(
            Connection connection, CartLayouts.Found tables, List<Taken> rows, String salt)
            throws SQLException {
        for (Taken taken : rows) {
            boolean gone =
                    taken.row().origin().equals(META)
                            ? deleteMeta(connection, tables, taken.row())
                            : deleteCart(connection, tables, taken, salt);
            if (!gone) {
                return false;
            }
        }
        return true;
    }

    /// By the columns that WordPress finds it by, so that both take their locks in the same order
    /// and neither ends the other's transaction.
    private static boolean deleteMeta(
            Connection connection, CartLayouts.Found tables, ForeignRow row) throws SQLException {
        String text =
                """
                DELETE FROM %s
                WHERE user_id = ? AND meta_key = ? AND umeta_id + 0 = ?
                  AND COALESCE(CAST(meta_value AS BINARY), '') = ?"""
                        .formatted(tables.usersTable("usermeta"));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, row.columns().getOrDefault("user_id", "0"));
            statement.setString(2, row.columns().getOrDefault("meta_key", ""));
            statement.setLong(3, row.rowId());
            statement.setBytes(4, row.value());
            return statement.executeUpdate() == 1;
        }
    }

    /// By its key, as WordPress finds it: see above. The fingerprint has the number in it.
    private static boolean deleteCart(
            Connection connection, CartLayouts.Found tables, Taken taken, String salt)
            throws SQLException {
        Optional<CartSql> sql = tables.of(table(taken.row()));
        if (sql.isEmpty()) {
            return false;
        }
        String text =
                "DELETE FROM %s WHERE %s = ? AND %s = ?"
                        .formatted(
                                sql.get().quoted(),
                                sql.get().table().keyColumn(),
                                sql.get().fingerprint().sql());
        if (taken.whole()) {
            text += " AND CAST(%s AS BINARY) = ?".formatted(sql.get().table().valueColumn());
        }
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, taken.row().columns().get(sql.get().table().keyColumn()));
            statement.setString(2, salt);
            statement.setString(3, taken.fingerprint());
            if (taken.whole()) {
                statement.setBytes(4, taken.row().value());
            }
            return statement.executeUpdate() == 1;
        }
    }

    private static CartTable table(ForeignRow row) {
        for (CartTable table : CartTable.values()) {
            if (table.origin().equals(row.origin())) {
                return table;
            }
        }
        throw new IllegalStateException("a row of another system: " + row.origin());
    }

    /// False, and nothing was put back, when a cart with this key is there.
    boolean insert(CartKey key, List<ForeignRow> rows) {
        CartLayouts.Found tables = carts.layouts();
        try {
            return shop.write(
                    "could not put a cart back",
                    connection -> {
                        if (taken(connection, tables, key)) {
                            return false;
                        }
                        for (ForeignRow row : rows) {
                            if (row.origin().equals(META)) {
                                insertMeta(connection, tables, row);
                            } else {
                                insertCart(connection, tables, row);
                            }
                        }
                        return true;
                    });
        } catch (ShopException e) {
            if (e.getCause() instanceof SQLIntegrityConstraintViolationException) {
                return false; // another was faster
            }
            throw e;
        }
    }

    /// Also by a key in other letters, which the table takes for the same.
    private static boolean taken(Connection connection, CartLayouts.Found tables, CartKey key)
            throws SQLException {
        for (CartSql sql : tables.all()) {
            if (exists(connection, sql, sql.table().keyColumn(), key.value())) {
                return true;
            }
        }
        return false;
    }

    private static boolean exists(Connection connection, CartSql sql, String column, String value)
            throws SQLException {
        String text = "SELECT 1 FROM %s WHERE %s = ?".formatted(sql.quoted(), column);
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void insertCart(Connection connection, CartLayouts.Found tables, ForeignRow row)
            throws SQLException {
        CartTable table = table(row);
        CartSql sql =
                tables.of(table)
                        .orElseThrow(() -> new ShopException("the table of the cart is gone"));
        Map<String, String> columns = new LinkedHashMap<>(row.columns());
        columns.keySet().removeIf(name -> !sql.layout().has(name));
        String number = Long.toString(row.rowId());
        if (!exists(connection, sql, table.idColumn(), number)) {
            columns.put(table.idColumn(), number);
        }
        var names = new ArrayList<>(columns.keySet());
        names.add(table.valueColumn());
        String text =
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                sql.quoted(),
                                String.join(", ", names.stream().map(WooDatabase::quoted).toList()),
                                ShopCarts.marks(names.size()));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int at = 1;
            for (String value : columns.values()) {
                statement.setString(at++, value);
            }
            statement.setBytes(at, row.value());
            statement.executeUpdate();
        }
    }

    /// Unless the shopper has a newer one.
    private static void insertMeta(Connection connection, CartLayouts.Found tables, ForeignRow row)
            throws SQLException {
        String table = tables.usersTable("usermeta");
        String user = row.columns().getOrDefault("user_id", "0");
        String name = row.columns().getOrDefault("meta_key", "");
        try (PreparedStatement found =
                connection.prepareStatement(
                        "SELECT 1 FROM %s WHERE user_id = ? AND meta_key = ?".formatted(table))) {
            found.setString(1, user);
            found.setString(2, name);
            try (ResultSet rows = found.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO %s (user_id, meta_key, meta_value) VALUES (?, ?, ?)"
                                .formatted(table))) {
            statement.setString(1, user);
            statement.setString(2, name);
            statement.setBytes(3, row.value());
            statement.executeUpdate();
        }
    }
}
