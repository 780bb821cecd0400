package dev.cartwright.store.woocommerce;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cartwright.woocommerce.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// E-mails and names of a shop's customers, whose carts may lack them. What was looked up is kept
/// for a minute.
final class ShopPeople {
    private static final int KEPT = 20_000;
    static final Duration FRESH = Duration.ofMinutes(1);
    private static final int STEP = 200;

    private final WooDatabase shop;
    private final CartLayouts layouts;
    private final Cache<Long, Account> known =
            Caffeine.newBuilder()
                    .maximumSize(KEPT)
                    .expireAfterWrite(FRESH)
                    .executor(Runnable::run)
                    .build();

    ShopPeople(WooDatabase shop, CartLayouts layouts) {
        this.shop = shop;
        this.layouts = layouts;
    }

    Account account(long userId) {
        return accounts(Set.of(userId)).getOrDefault(userId, Account.UNKNOWN);
    }

    /// How long what is known of somebody will be shown; when nothing is, how long what is looked
    /// up from now on.
    Duration shownFor(long userId) {
        return known.policy()
                .expireAfterWrite()
                .flatMap(kept -> kept.ageOf(userId))
                .map(FRESH::minus)
                .orElse(FRESH);
    }

    /// @param ids 0 is nobody
    Map<Long, Account> accounts(Collection<Long> ids) {
        Map<Long, Account> accounts = new HashMap<>();
        Set<Long> missing = new LinkedHashSet<>();
        for (long id : ids) {
            Account account = id == 0 ? Account.UNKNOWN : known.getIfPresent(id);
            if (account != null) {
                accounts.put(id, account);
            } else {
                missing.add(id);
            }
        }
        List<Long> all = List.copyOf(missing);
        for (int from = 0; from < all.size(); from += STEP) {
            accounts.putAll(lookUp(all.subList(from, Math.min(from + STEP, all.size()))));
        }
        return accounts;
    }

    private Map<Long, Account> lookUp(List<Long> some) {
        List<Long> ids = InList.padded(some);
        Map<Long, Map<String, String>> fields = new HashMap<>();
        ids.forEach(id -> fields.put(id, new HashMap<>()));
        CartLayouts.Found tables = layouts.get();
        shop.read(
                "could not read names of customers",
                connection -> {
                    emails(connection, tables.usersTable("users"), ids, fields);
                    metas(connection, tables.usersTable("usermeta"), ids, fields);
                    return fields.size();
                });
        Map<Long, Account> accounts = new HashMap<>();
        fields.forEach((id, read) -> accounts.put(id, Account.of(read)));
        known.putAll(accounts);
        return accounts;
    }

    private static void emails(
            Connection connection,
            String table,
            List<Long> ids,
            Map<Long, Map<String, String>> fields)
            throws SQLException {
        String sql =
                "SELECT ID, user_email FROM %s WHERE ID IN (%s)"
                        .formatted(table, ShopCarts.marks(ids.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            setAll(statement, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    put(fields, rows.getLong(1), "user_email", rows.getString(2));
                }
            }
        }
    }

    private static void metas(
            Connection connection,
            String table,
            List<Long> ids,
            Map<Long, Map<String, String>> fields)
            throws SQLException {
        var names = new ArrayList<>(Account.FIELDS);
        String sql =
                """
                SELECT user_id, meta_key, LEFT(meta_value, 1000) FROM %s
                WHERE user_id IN (%s) AND meta_key IN (%s) ORDER BY umeta_id DESC"""
                        .formatted(
                                table, ShopCarts.marks(ids.size()), ShopCarts.marks(names.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = setAll(statement, ids);
            for (String name : names) {
                statement.setString(at++, name);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) { // the first of several counts, as in WordPress
                    put(fields, rows.getLong(1), rows.getString(2), rows.getString(3));
                }
            }
        }
    }

    private static int setAll(PreparedStatement statement, List<Long> ids) throws SQLException {
        int at = 1;
        for (long id : ids) {
            statement.setLong(at++, id);
        }
        return at;
    }

    private static void put(
            Map<Long, Map<String, String>> fields, long id, String name, String value) {
        Map<String, String> some = fields.get(id);
        if (some != null && value != null) {
            some.put(name, value);
        }
    }
}
