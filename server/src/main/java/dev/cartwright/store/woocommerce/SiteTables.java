package dev.cartwright.store.woocommerce;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// What the tables of one site are called, and what WordPress puts before the names of some of its
/// data. Sites of a network share the tables of users.
///
/// @param prefix of the site, as `wp_2_`
/// @param usersPrefix of the tables of users, as `wp_`
/// @param named what these are called where it is not that
/// @param network whether there are users who may do everything on all sites
record SiteTables(String prefix, String usersPrefix, UserTableNames named, boolean network) {
    private static final Pattern NUMBERED = Pattern.compile("^(.*_)[0-9]+_$");

    static SiteTables of(Connection connection, String prefix, UserTableNames named)
            throws SQLException {
        var numbered = NUMBERED.matcher(prefix);
        String shared = numbered.matches() ? numbered.group(1) : prefix;
        Set<String> found = found(connection, prefix + "users", shared + "sitemeta");
        return new SiteTables(
                prefix,
                found.contains(prefix + "users") ? prefix : shared,
                named,
                found.contains(shared + "sitemeta"));
    }

    private static Set<String> found(Connection connection, String one, String other)
            throws SQLException {
        var found = new HashSet<String>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        SELECT TABLE_NAME FROM information_schema.TABLES
                        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (?, ?)""")) {
            statement.setString(1, one);
            statement.setString(2, other);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
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

    private String userTable(String name) {
        return WooDatabase.quoted(named.of(name, usersPrefix + name));
    }

    String networkData() {
        return WooDatabase.quoted(usersPrefix + "sitemeta");
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
