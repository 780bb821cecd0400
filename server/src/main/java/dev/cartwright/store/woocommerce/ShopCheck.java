package dev.cartwright.store.woocommerce;

import dev.cartwright.store.woocommerce.ShopLayout.CartTable;
import dev.cartwright.store.woocommerce.ShopLayout.Right;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at a shop's database without changing anything.
public final class ShopCheck {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)[0-9.]*");
    private static final String NETWORK = "sitemeta";
    private static final int NO_TABLE = 1146;
    private static final Set<Integer> DENIED = Set.of(1142, 1143);

    private static final String COLUMNS =
            """
            SELECT COLUMN_NAME, CHARACTER_SET_NAME FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION""";

    private static final String INDEXES =
            """
            SELECT INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND SEQ_IN_INDEX = 1""";

    private final WooDatabase shop;

    private ShopCheck(WooDatabase shop) {
        this.shop = shop;
    }

    /// @throws dev.cartwright.outage.Outage when it cannot be reached
    /// @throws ShopException when it holds no shop
    public static ShopLayout look(WooDatabase shop) {
        return new ShopCheck(shop).look();
    }

    private ShopLayout look() {
        String prefix = shop.prefix();
        SiteTables site =
                shop.read(
                        "could not look at the shop's tables",
                        connection -> SiteTables.of(connection, prefix, shop.address()));
        var hidden = new ArrayList<String>();
        Map<String, Set<Right>> rights =
                shop.write(
                        "could not look at the shop's tables",
                        connection -> {
                            hidden.clear();
                            return probeAll(connection, site, hidden);
                        });
        return shop.read(
                "could not look at the shop's database",
                connection -> layout(connection, site, hidden, rights));
    }

    private static ShopLayout layout(
            Connection connection,
            SiteTables site,
            List<String> hidden,
            Map<String, Set<Right>> rights)
            throws SQLException {
        String version = text(connection, "SELECT VERSION()");
        String prefix = site.prefix();
        return new ShopLayout(
                server(version),
                supported(version),
                text(connection, "SELECT @@global.read_only").equals("1"),
                text(connection, "SELECT DATABASE()"),
                account(text(connection, "SELECT CURRENT_USER()")),
                prefix,
                site.usersPrefix(),
                site.named(),
                rights.containsKey(NETWORK),
                site.blog(),
                Prefixes.all(connection),
                cartTable(connection, prefix + ShopLayout.COCART, "cart"),
                cartTable(connection, prefix + ShopLayout.SESSIONS, "session"),
                hidden,
                rights,
                BinaryLog.look(connection));
    }

    private static String server(String version) {
        boolean maria = version.contains("MariaDB");
        Matcher number = VERSION.matcher(version);
        return (maria ? "MariaDB " : "MySQL ") + (number.find() ? number.group() : version);
    }

    static boolean supported(String version) {
        Matcher number = VERSION.matcher(version);
        if (!number.find()) {
            return false;
        }
        int major = Integer.parseInt(number.group(1));
        int minor = Integer.parseInt(number.group(2));
        return version.contains("MariaDB") ? major > 10 || (major == 10 && minor >= 6) : major >= 8;
    }

    /// `shop@localhost` as a statement has it; a host has no at sign, a user may.
    static String account(String current) {
        int at = current.lastIndexOf('@');
        return at < 0
                ? literal(current)
                : literal(current.substring(0, at)) + "@" + literal(current.substring(at + 1));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private enum Answer {
        YES,
        DENIED,
        ABSENT
    }

    /// @param hidden gets the tables of carts that are denied, so that nobody knows whether they
    ///     are there
    private static Map<String, Set<Right>> probeAll(
            Connection connection, SiteTables site, List<String> hidden) throws SQLException {
        Map<String, Set<Right>> rights = new LinkedHashMap<>();
        for (Wanted wanted : Wanted.all()) {
            String table = wanted.table();
            if (table.equals(NETWORK) && !site.inNetwork()) {
                continue; // nobody asks for it
            }
            String name = site.wholeName(table);
            Set<Right> granted = EnumSet.noneOf(Right.class);
            boolean there = false;
            boolean denied = false;
            for (Right right : wanted.rights()) {
                Answer answer = probe(connection, statement(right, name, table));
                there |= answer == Answer.YES || (answer == Answer.DENIED && certain(table));
                denied |= answer == Answer.DENIED;
                if (answer == Answer.YES) {
                    granted.add(right);
                }
            }
            if (there || visible(connection, name)) {
                rights.put(table, granted);
            } else if (denied) {
                hidden.add(table);
            }
        }
        return rights;
    }

    /// A server tells nobody whether a table exists where she has no rights. Those that every
    /// WordPress has are taken to be there.
    private static boolean certain(String table) {
        return !Set.of(ShopLayout.COCART, ShopLayout.SESSIONS).contains(table);
    }

    private static boolean visible(Connection connection, String table) throws SQLException {
        return !columns(connection, table).isEmpty();
    }

    /// Explaining a statement needs the rights that running it does, and changes nothing.
    private static String statement(Right right, String name, String table) {
        String quoted = quoted(name);
        String column = quoted(column(table));
        return switch (right) {
            case SELECT -> "EXPLAIN SELECT 1 FROM " + quoted;
            case DELETE -> "EXPLAIN DELETE FROM " + quoted + " WHERE 1 = 0";
            case UPDATE -> "EXPLAIN UPDATE " + quoted + " SET " + column + " = '' WHERE 1 = 0";
            case INSERT -> "EXPLAIN INSERT INTO " + quoted + " (" + column + ") VALUES ('')";
        };
    }

    /// One that every layout of the table has.
    private static String column(String table) {
        return switch (table) {
            case ShopLayout.COCART -> "cart_value";
            case ShopLayout.SESSIONS -> "session_value";
            case ShopLayout.KEYS -> "description";
            default -> "meta_value";
        };
    }

    private static Answer probe(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return Answer.YES;
        } catch (SQLException e) {
            if (DENIED.contains(e.getErrorCode())) {
                return Answer.DENIED;
            }
            if (e.getErrorCode() == NO_TABLE) {
                return Answer.ABSENT;
            }
            throw e;
        }
    }

    private static Optional<CartTable> cartTable(Connection connection, String name, String word)
            throws SQLException {
        Map<String, String> columns = columns(connection, name);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        for (String part : new String[] {"_key", "_value", "_expiry"}) {
            if (!columns.containsKey(word + part)) {
                throw new ShopException("%s has no column %s%s".formatted(name, word, part));
            }
        }
        Map<String, String> indexes = indexes(connection, name);
        return Optional.of(
                new CartTable(
                        name,
                        columns.keySet().stream().toList(),
                        indexes.getOrDefault("primary", ""),
                        indexes.containsValue(word + "_expiry"),
                        columns.getOrDefault(word + "_value", ""),
                        columns.getOrDefault(word + "_key", "")));
    }

    /// Character sets by the columns' names; empty where a column has none.
    private static Map<String, String> columns(Connection connection, String table)
            throws SQLException {
        return pairs(connection, COLUMNS, table, new LinkedHashMap<>());
    }

    /// First columns by the indexes' names.
    private static Map<String, String> indexes(Connection connection, String table)
            throws SQLException {
        Map<String, String> indexes = pairs(connection, INDEXES, table, new HashMap<>());
        indexes.replaceAll((_, column) -> ShopLayout.lower(column));
        return indexes;
    }

    private static Map<String, String> pairs(
            Connection connection, String sql, String table, Map<String, String> into)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String second = rows.getString(2);
                    into.put(ShopLayout.lower(rows.getString(1)), second == null ? "" : second);
                }
            }
        }
        return into;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static String quoted(String name) {
        return WooDatabase.quoted(name);
    }
}
