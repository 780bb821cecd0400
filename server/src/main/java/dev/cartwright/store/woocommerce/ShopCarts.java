package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.ShopCart;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Reads the carts of a shop's own tables.
///
/// Keys are compared to the letter, which the tables' collations do not.
final class ShopCarts {
    /// Longer values are fetched alone, and few at a time.
    static final long USUAL = 1L << 20;

    /// Rows that the driver holds at a time.
    private static final int FETCH = 16;

    private static final int KEYS = 100;

    private final WooDatabase shop;
    private final CartLayouts layouts;
    private final AtomicLong busy = new AtomicLong();

    ShopCarts(WooDatabase shop, CartLayouts layouts) {
        this.shop = shop;
        this.layouts = layouts;
    }

    /// How long the shop's database has worked for this object so far.
    long busyNanos() {
        return busy.get();
    }

    private <T> T read(String what, WooDatabase.Work<T> work) {
        long begun = System.nanoTime();
        try {
            return shop.read(what, work);
        } finally {
            busy.addAndGet(System.nanoTime() - begun);
        }
    }

    CartLayouts.Found layouts() {
        return layouts.get();
    }

    /// The row that counts; its value is null when it is longer than usual.
    Optional<ShopCart> find(CartKey key, String salt) {
        List<CartSql> tables = layouts().all();
        return read(
                "could not read a cart",
                connection -> {
                    for (CartSql sql : tables) {
                        Map<CartKey, ShopCart> found = find(connection, sql, List.of(key), salt);
                        if (!found.isEmpty()) {
                            return Optional.of(found.values().iterator().next());
                        }
                    }
                    return Optional.empty();
                });
    }

    /// What the row that counts is recognised by; empty when there is none.
    Optional<String> stamp(CartKey key, String salt) {
        for (CartSql sql : layouts().all()) {
            String where = "WHERE %s = ?".formatted(sql.table().keyColumn());
            for (ShopMark mark : marks(sql.table(), where, List.of(key.value()), salt)) {
                if (mark.key().equals(key.value())) {
                    return Optional.of(stamp(sql.table(), mark.fingerprint()));
                }
            }
        }
        return Optional.empty();
    }

    static String stamp(CartTable table, String fingerprint) {
        return table.origin() + ":" + fingerprint;
    }

    /// By key, those that are there; values that are longer than usual are null.
    Map<CartKey, ShopCart> find(Collection<CartKey> keys, String salt) {
        Map<CartKey, ShopCart> found = new HashMap<>();
        List<CartSql> tables = layouts().all();
        for (List<CartKey> some : chunks(keys)) {
            read(
                    "could not read carts",
                    connection -> {
                        for (CartSql sql : tables) {
                            var missing =
                                    some.stream().filter(key -> !found.containsKey(key)).toList();
                            if (!missing.isEmpty()) {
                                found.putAll(find(connection, sql, missing, salt));
                            }
                        }
                        return found.size();
                    });
        }
        return found;
    }

    private static Map<CartKey, ShopCart> find(
            Connection connection, CartSql sql, List<CartKey> few, String salt)
            throws SQLException {
        List<CartKey> keys = InList.padded(few);
        Set<CartKey> wanted = Set.copyOf(few);
        Map<CartKey, ShopCart> found = new LinkedHashMap<>();
        String where = "WHERE %s IN (%s)".formatted(sql.table().keyColumn(), marks(keys.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql.select(where))) {
            int at = CartSql.limits(statement, USUAL);
            for (CartKey key : keys) {
                statement.setString(at++, key.value());
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ShopCart row = sql.row(rows, salt);
                    CartKey.parse(row.key())
                            .filter(wanted::contains)
                            .ifPresent(key -> found.put(key, row));
                }
            }
        }
        return found;
    }

    /// The same row with a value of up to so many bytes; empty when it is gone.
    Optional<ShopCart> whole(ShopCart row, long longest, String salt) {
        return layouts()
                .of(row.table())
                .flatMap(
                        sql ->
                                read(
                                        "could not read a large cart",
                                        connection -> whole(connection, sql, row, longest, salt)));
    }

    private static Optional<ShopCart> whole(
            Connection connection, CartSql sql, ShopCart row, long longest, String salt)
            throws SQLException {
        String where = "WHERE %s = ?".formatted(sql.table().idColumn());
        try (PreparedStatement statement = connection.prepareStatement(sql.select(where))) {
            statement.setLong(CartSql.limits(statement, longest), row.id());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(sql.row(rows, salt)) : Optional.empty();
            }
        }
    }

    /// Rows by their numbers, one after the other.
    void rows(CartTable table, List<Long> ids, String salt, Consumer<ShopCart> handler) {
        Optional<CartSql> sql = layouts().of(table);
        if (sql.isEmpty() || ids.isEmpty()) {
            return;
        }
        List<Long> padded = InList.padded(ids);
        String where = "WHERE %s IN (%s)".formatted(table.idColumn(), marks(padded.size()));
        stream(sql.get(), where, padded, salt, handler);
    }

    /// The next rows behind a number up to another, by their numbers.
    void rows(
            CartTable table,
            long after,
            long upTo,
            int limit,
            String salt,
            Consumer<ShopCart> handler) {
        Optional<CartSql> sql = layouts().of(table);
        if (sql.isPresent()) {
            String where =
                    "WHERE %1$s > ? AND %1$s <= ? ORDER BY %1$s LIMIT ?"
                            .formatted(table.idColumn());
            stream(sql.get(), where, List.of(after, upTo, (long) limit), salt, handler);
        }
    }

    private void stream(
            CartSql sql,
            String where,
            List<Long> parameters,
            String salt,
            Consumer<ShopCart> handler) {
        read(
                "could not read carts",
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(sql.select(where))) {
                        statement.setFetchSize(FETCH);
                        int at = CartSql.limits(statement, USUAL);
                        for (long parameter : parameters) {
                            statement.setLong(at++, parameter);
                        }
                        int count = 0;
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                handler.accept(sql.row(rows, salt));
                                count++;
                            }
                        }
                        return count;
                    }
                });
    }

    /// What the next rows behind a number are like, by their numbers.
    List<ShopMark> marks(CartTable table, long after, int limit, String salt) {
        String where = "WHERE %1$s > ? ORDER BY %1$s LIMIT ?".formatted(table.idColumn());
        return marks(table, where, List.of(after, (long) limit), salt);
    }

    /// What rows with these numbers are like, those that are there.
    List<ShopMark> marks(CartTable table, List<Long> ids, String salt) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String where = "WHERE %s IN (%s)".formatted(table.idColumn(), marks(ids.size()));
        return marks(table, where, ids, salt);
    }

    /// What rows are like that expire in these seconds, both included, by expiry and number.
    ///
    /// @param after of rows that expire in the first second, only those with greater numbers
    List<ShopMark> expiring(
            CartTable table, long from, long after, long to, int limit, String salt) {
        String where =
                "WHERE %1$s BETWEEN ? AND ? AND (%1$s > ? OR %2$s > ?) ORDER BY %1$s, %2$s LIMIT ?"
                        .formatted(table.expiryColumn(), table.idColumn());
        return marks(table, where, List.of(from, to, from, after, (long) limit), salt);
    }

    private List<ShopMark> marks(CartTable table, String where, List<?> parameters, String salt) {
        Optional<CartSql> sql = layouts().of(table);
        if (sql.isEmpty()) {
            return List.of();
        }
        return read(
                "could not look for changed carts",
                connection -> {
                    try (PreparedStatement statement =
                            connection.prepareStatement(sql.get().marks(where))) {
                        statement.setString(1, salt);
                        int at = 2;
                        for (Object parameter : parameters) {
                            statement.setObject(at++, parameter);
                        }
                        var marks = new ArrayList<ShopMark>();
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                marks.add(CartSql.mark(rows));
                            }
                        }
                        return marks;
                    }
                });
    }

    /// The greatest number there is; 0 for an empty or missing table.
    long lastId(CartTable table) {
        String select = "SELECT COALESCE(MAX(%s), 0) FROM %%s".formatted(table.idColumn());
        return number(table, select, List.of());
    }

    /// How many rows there are by the database's own estimate, which costs it nothing; counting
    /// them would take minutes where they do not lie in memory.
    long about(CartTable table) {
        String select =
                """
                SELECT COALESCE(MAX(table_rows), 0) FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_name = ?""";
        return number(table, select, List.of(shop.prefix() + table.table()));
    }

    private long number(CartTable table, String select, List<String> parameters) {
        Optional<CartSql> sql = layouts().of(table);
        if (sql.isEmpty()) {
            return 0;
        }
        return read(
                "could not look at a table of carts",
                connection -> {
                    String text = select.formatted(sql.get().quoted());
                    try (PreparedStatement statement = connection.prepareStatement(text)) {
                        for (int i = 0; i < parameters.size(); i++) {
                            statement.setString(i + 1, parameters.get(i));
                        }
                        try (ResultSet rows = statement.executeQuery()) {
                            return rows.next() ? rows.getLong(1) : 0L;
                        }
                    }
                });
    }

    /// Which of these keys the table has.
    Set<CartKey> present(CartTable table, Collection<CartKey> keys) {
        Optional<CartSql> sql = layouts().of(table);
        Set<CartKey> present = new HashSet<>();
        if (sql.isEmpty() || keys.isEmpty()) {
            return present;
        }
        Set<CartKey> wanted = Set.copyOf(keys);
        for (List<CartKey> few : chunks(keys)) {
            List<CartKey> some = InList.padded(few);
            String text =
                    "SELECT CAST(%1$s AS BINARY) FROM %2$s WHERE %1$s IN (%3$s)"
                            .formatted(table.keyColumn(), sql.get().quoted(), marks(some.size()));
            read(
                    "could not look for carts",
                    connection -> {
                        try (PreparedStatement statement = connection.prepareStatement(text)) {
                            int at = 1;
                            for (CartKey key : some) {
                                statement.setString(at++, key.value());
                            }
                            try (ResultSet rows = statement.executeQuery()) {
                                while (rows.next()) {
                                    CartKey.parse(CartSql.text(rows.getBytes(1)))
                                            .filter(wanted::contains)
                                            .ifPresent(present::add);
                                }
                            }
                        }
                        return present.size();
                    });
        }
        return present;
    }

    private static List<List<CartKey>> chunks(Collection<CartKey> keys) {
        List<CartKey> all = List.copyOf(new HashSet<>(keys));
        var chunks = new ArrayList<List<CartKey>>();
        for (int from = 0; from < all.size(); from += KEYS) {
            chunks.add(all.subList(from, Math.min(from + KEYS, all.size())));
        }
        return chunks;
    }

    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
