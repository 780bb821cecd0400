package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.outage.Contended;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.Times;
import dev.cartwright.woocommerce.CartEncoder;
import dev.cartwright.woocommerce.CartTarget.Outcome;
import dev.cartwright.woocommerce.ExportedCart;
import dev.cartwright.woocommerce.CartTable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes whole carts into a shop's table, as CoCart would.
final class ShopSaves {
    /// `session_key CHAR(32)` of WooCommerce's table.
    private static final int MAX_SESSION_KEY = 32;

    private final WooDatabase shop;
    private final ShopCarts carts;

    ShopSaves(WooDatabase shop, ShopCarts carts) {
        this.shop = shop;
        this.carts = carts;
    }

    /// In one transaction, into the first table there is.
    void save(List<SessionDraft> drafts) {
        CartSql sql = table();
        shop.write(
                "could not save carts",
                connection -> {
                    for (SessionDraft draft : drafts) {
                        save(connection, sql, draft);
                    }
                    return drafts.size();
                });
    }

    private CartSql table() {
        return carts.layouts().all().stream()
                .findFirst()
                .orElseThrow(() -> new ShopException("the shop has no table of carts"));
    }

    /// In one transaction, into the first table there is; what any of them has already stays as it
    /// is, and goes on being the shopper's cart.
    List<Outcome> add(List<ExportedCart> exported) {
        CartSql sql = table();
        List<CartSql> others = carts.layouts().all().stream().skip(1).toList();
        return shop.write(
                "could not add carts",
                connection -> {
                    var outcomes = new ArrayList<Outcome>(exported.size());
                    for (ExportedCart cart : exported) {
                        outcomes.add(add(connection, sql, others, cart));
                    }
                    return outcomes;
                });
    }

    private static Outcome add(
            Connection connection, CartSql sql, List<CartSql> others, ExportedCart cart)
            throws SQLException {
        if (cart.key().value().length() > maxKeyLength(sql)) {
            return Outcome.KEY_TOO_LONG;
        }
        try {
            if (lock(connection, sql, cart.key()).isPresent()) {
                return Outcome.KEPT_THEIRS;
            }
        } catch (Contended _) { // for the shop it is the same key
            return Outcome.KEPT_THEIRS;
        }
        for (CartSql other : others) {
            if (ShopRows.taken(connection, other, cart.key())) {
                return Outcome.KEPT_THEIRS;
            }
        }
        insert(connection, sql, cart);
        return Outcome.WRITTEN;
    }

    private static int maxKeyLength(CartSql sql) {
        return sql.table() == CartTable.COCART ? CartKey.MAX_LENGTH : MAX_SESSION_KEY;
    }

    private static void save(Connection connection, CartSql sql, SessionDraft draft)
            throws SQLException {
        var cart =
                new ExportedCart(
                        draft.key(),
                        draft.times(),
                        draft.source(),
                        draft.cart().hash(),
                        CartEncoder.encode(draft.cart()));
        Optional<Long> there = lock(connection, sql, draft.key());
        if (there.isPresent()) {
            update(connection, sql, there.get(), columns(sql, cart), cart.value());
        } else {
            insert(connection, sql, cart);
        }
    }

    private static void insert(Connection connection, CartSql sql, ExportedCart cart)
            throws SQLException {
        Map<String, String> columns = columns(sql, cart);
        columns.put(sql.table().keyColumn(), cart.key().value());
        insert(connection, sql, columns, cart.value());
    }

    private static Map<String, String> columns(CartSql sql, ExportedCart cart) {
        Times times = cart.times();
        Map<String, String> columns = new LinkedHashMap<>();
        long expiry = Math.max(0, times.expiry().getEpochSecond());
        columns.put(sql.table().expiryColumn(), Long.toString(expiry));
        if (sql.table() == CartTable.COCART) {
            long created = Math.max(0, times.created().getEpochSecond());
            columns.put("cart_created", Long.toString(created));
            columns.put("cart_source", cart.source());
            columns.put("cart_hash", cart.hash());
            columns.keySet().removeIf(name -> !sql.layout().has(name));
        }
        return columns;
    }

    /// The row of this key, held until the end of the transaction.
    private static Optional<Long> lock(Connection connection, CartSql sql, CartKey key)
            throws SQLException {
        String text =
                "SELECT %1$s, CAST(%2$s AS BINARY) FROM %3$s WHERE %2$s = ? FOR UPDATE"
                        .formatted(sql.table().idColumn(), sql.table().keyColumn(), sql.quoted());
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            statement.setString(1, key.value());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String stored = new String(rows.getBytes(2), StandardCharsets.UTF_8);
                if (!stored.equals(key.value())) {
                    throw new Contended(
                            "The shop has a cart whose key differs from this in the case of its"
                                    + " letters, and cannot hold both.");
                }
                return Optional.of(rows.getLong(1));
            }
        }
    }

    private static void update(
            Connection connection, CartSql sql, long id, Map<String, String> columns, byte[] value)
            throws SQLException {
        String assignments =
                String.join(", ", columns.keySet().stream().map(name -> name + " = ?").toList());
        String text =
                "UPDATE %s SET %s, %s = %s WHERE %s = ?"
                        .formatted(
                                sql.quoted(),
                                assignments,
                                sql.table().valueColumn(),
                                sql.layout().written(),
                                sql.table().idColumn());
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int at = set(statement, columns, value);
            statement.setLong(at, id);
            statement.executeUpdate();
        }
    }

    private static void insert(
            Connection connection, CartSql sql, Map<String, String> columns, byte[] value)
            throws SQLException {
        String text =
                "INSERT INTO %s (%s, %s) VALUES (%s, %s)"
                        .formatted(
                                sql.quoted(),
                                String.join(", ", columns.keySet()),
                                sql.table().valueColumn(),
                                ShopCarts.marks(columns.size()),
                                sql.layout().written());
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            set(statement, columns, value);
            statement.executeUpdate();
        }
    }

    private static int set(PreparedStatement statement, Map<String, String> columns, byte[] value)
            throws SQLException {
        int at = 1;
        for (String column : columns.values()) {
            statement.setString(at++, column);
        }
        statement.setBytes(at++, value);
        return at;
    }
}
