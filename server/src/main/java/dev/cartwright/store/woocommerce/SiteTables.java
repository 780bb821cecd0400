package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What the tables of one site are called, and what WordPress puts before the names of some of its
/// data. Sites of a network share the tables of users.
///
/// @param prefix of the site, as `wp_2_`
/// @param usersPrefix of the tables of users, as `wp_`
/// @param named what these are called where it is not that
/// @param seenAs the character set in which WordPress sees texts; empty for UTF-8
/// @param blog its number in its network, 1 outside of one
/// @param inNetwork whether it is one of a network's sites
/// @param network whether there are users who may do everything on all sites, as far as we may see
record SiteTables(
        String prefix,
        String usersPrefix,
        UserTableNames named,
        String seenAs,
        long blog,
        boolean inNetwork,
        boolean network) {
    private static final String NETWORK = "sitemeta";
    private static final Pattern NUMBERED = Pattern.compile("^(.*_)([0-9]{1,18})_$");

    /// A site in a network has a number in its prefix and no users of its own. A network's table
    /// alone says little: it stays behind when a site leaves its network.
    static SiteTables of(Connection connection, String prefix, WooAddress address)
            throws SQLException {
        var numbered = NUMBERED.matcher(prefix);
        String base = numbered.matches() ? numbered.group(1) : prefix;
        Set<String> found =
                found(connection, List.of(prefix + "users", base + NETWORK, prefix + NETWORK));
        boolean shared = numbered.matches() && !found.contains(prefix + "users");
        boolean inNetwork = shared || address.network();
        return new SiteTables(
                prefix,
                shared ? base : prefix,
                address.userTables(),
                ShopCharset.conversion(WooAddress.DEFAULT_CHARSET, address.charset()),
                shared ? Long.parseLong(numbered.group(2)) : 1,
                inNetwork,
                inNetwork && found.contains((shared ? base : prefix) + NETWORK));
    }

    private static Set<String> found(Connection connection, List<String> names)
            throws SQLException {
        String sql =
                """
                SELECT TABLE_NAME FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN %s"""
                        .formatted(places(names.size()));
        var found = new HashSet<String>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < names.size(); i++) {
                statement.setString(i + 1, names.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /// Of any table that WordPress or a plugin has for this site, by its name without prefix.
    String wholeName(String table) {
        boolean shared = Wanted.SHARED.contains(table);
        return named.of(table, (shared ? usersPrefix : prefix) + table);
    }

    /// An expression for a column with what PHP has serialised, in the bytes that it counted.
    String serialized(String column) {
        return seenAs.isEmpty() ? column : ShopCharset.seen(column, seenAs);
    }

    String table(String name) {
        return WooDatabase.quoted(prefix + name);
    }

    String users() {
        return userTable("users");
    }

    String usersData() {
        return userTable("usermeta");
    }

    /// @param name `users` or `usermeta`
    String userTable(String name) {
        return WooDatabase.quoted(wholeName(name));
    }

    String networkData() {
        return WooDatabase.quoted(usersPrefix + NETWORK);
    }

    String sites() {
        return WooDatabase.quoted(usersPrefix + "blogs");
    }

    /// The name of the option that holds the roles.
    String rolesName() {
        return prefix + "user_roles";
    }

    /// The name under which a user's data hold what she may do on this site.
    String capabilitiesName() {
        return prefix + "capabilities";
    }

    /// `(?, ?, ?)`
    static String places(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }

    /// What tells one state of some rows from another: their number, and 64 bits of all of them.
    ///
    /// @param columns none of them NULL
    static String mark(String columns) {
        return """
               CONCAT(COUNT(*), ' ', COALESCE(BIT_XOR(CAST(CONV(LEFT(
                   SHA2(CONCAT_WS('|', %s), 256), 16), 16, 10) AS UNSIGNED)), 0))"""
                .formatted(columns);
    }
}
