package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.nio.charset.StandardCharsets;
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
import org.jspecify.annotations.Nullable;

/// Takes rows of carts out of a shop's tables, and puts them back: each only if nobody has changed
/// anything meanwhile.
final class ShopRows {
    static final String META = "woocommerce:usermeta";

    private final WooDatabase shop;
    private final ShopCarts carts;

    /// A row of the shop as it was found.
    ///
    /// @param fingerprint of a cart; of a user's meta only where it is not whole, of the value
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
                Map<String, @Nullable String> columns = others(sql, row.id());
                if (!columns.isEmpty()) {
                    byte[] value = row.value();
                    var kept =
                            new ForeignRow(
                                    sql.table().origin(),
                                    row.sessionId(),
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

    /// Every column but number and value, by name.
    private Map<String, @Nullable String> others(CartSql sql, long id) {
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
                        Map<String, @Nullable String> columns = new LinkedHashMap<>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                for (int i = 0; i < names.size(); i++) {
                                    columns.put(names.get(i), rows.getString(i + 1));
                                }
                            }
                        }
                        columns.remove(sql.table().idColumn());
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
                SELECT umeta_id,
                  CASE WHEN COALESCE(OCTET_LENGTH(meta_value), 0) <= ?
                    THEN COALESCE(CAST(meta_value AS BINARY), '') END,
                  CASE WHEN OCTET_LENGTH(meta_value) > ?
                    THEN %s END
                FROM %s WHERE user_id = ? AND meta_key = ?"""
                        .formatted(
                                Fingerprint.digestSql("meta_value"), tables.usersTable("usermeta"));
        return shop.read(
                "could not read the cart that is kept with a user",
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(text)) {
                        statement.setLong(1, ShopView.LONGEST);
                        statement.setLong(2, ShopView.LONGEST);
                        statement.setLong(3, user);
                        statement.setString(4, tables.persistentCart());
                        var found = new ArrayList<Taken>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                found.add(meta(rows, user, tables.persistentCart()));
                            }
                        }
                        return found;
                    }
                });
    }

    private static Taken meta(ResultSet rows, long user, String name) throws SQLException {
        byte[] value = rows.getBytes(2);
        String digest = rows.getString(3);
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        columns.put("user_id", Long.toString(user));
        columns.put("meta_key", name);
        var row =
                new ForeignRow(META, rows.getLong(1), columns, value == null ? new byte[0] : value);
        return new Taken(row, digest == null ? "" : digest, value != null);
    }

    /// Several carts in one transaction, each with all of its rows or not at all; for each whether
    /// it is gone now.
    List<Boolean> delete(ShopWork work, List<List<Taken>> some, String salt) {
        CartLayouts.Found tables = carts.layouts();
        return work.write(
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
                            ? deleteMeta(connection, tables, taken)
                            : deleteCart(connection, tables, taken, salt);
            if (!gone) {
                return false;
            }
        }
        return true;
    }

    /// By the columns that WordPress finds it by, so that both take their locks in the same order
    /// and neither ends the other's transaction.
    private static boolean deleteMeta(Connection connection, CartLayouts.Found tables, Taken taken)
            throws SQLException {
        String value =
                taken.whole()
                        ? "COALESCE(CAST(meta_value AS BINARY), '')"
                        : Fingerprint.digestSql("meta_value");
        String text =
                """
                DELETE FROM %s
                WHERE user_id = ? AND meta_key = ? AND umeta_id + 0 = ? AND %s = ?"""
                        .formatted(tables.usersTable("usermeta"), value);
        ForeignRow row = taken.row();
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, row.columns().get("user_id"));
            statement.setString(2, row.columns().get("meta_key"));
            statement.setLong(3, row.rowId());
            if (taken.whole()) {
                statement.setBytes(4, row.value());
            } else {
                statement.setString(4, taken.fingerprint());
            }
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

    /// In the shop's table.
    static long number(ForeignRow row) {
        return table(row).rowId(row.rowId());
    }

    /// A cart's row that ends no sooner; a user's meta has no end.
    ///
    /// @param until epoch seconds
    static ForeignRow lasting(ForeignRow row, long until) {
        return row.origin().equals(META) || expiry(row) >= until
                ? row
                : row.with(table(row).expiryColumn(), Long.toString(until));
    }

    /// Of a cart's row.
    static long expiry(ForeignRow row) {
        String digits = row.columns().get(table(row).expiryColumn());
        return CartSql.number(digits == null ? null : digits.getBytes(StandardCharsets.US_ASCII));
    }

    private static CartTable table(ForeignRow row) {
        return CartTable.of(row.origin())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "a row of another system: " + row.origin()));
    }

    /// False, and nothing was put back, when a cart with this key is there.
    boolean insert(ShopWork work, CartKey key, List<ForeignRow> rows) {
        CartLayouts.Found tables = carts.layouts();
        try {
            return work.write(
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
            if (taken(connection, sql, key)) {
                return true;
            }
        }
        return false;
    }

    static boolean taken(Connection connection, CartSql sql, CartKey key) throws SQLException {
        return exists(connection, sql, sql.table().keyColumn(), key.value());
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
        Map<String, @Nullable String> columns = new LinkedHashMap<>(row.columns());
        columns.keySet().retainAll(sql.others());
        String number = Long.toString(number(row));
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
        String user = row.columns().get("user_id");
        String name = row.columns().get("meta_key");
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
