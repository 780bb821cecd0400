package dev.cartwright.store.woocommerce;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.woocommerce.Account;
import dev.cartwright.woocommerce.ShopPeople;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The SQL of the shop's tables of users, and of the option that says what roles may do.
final class UserTables {
    private static final int AT_A_TIME = 500;
    private static final String COLUMNS =
            "SELECT ID, user_login, user_pass, user_email, display_name FROM ";

    private final SiteTables site;

    UserTables(SiteTables site) {
        this.site = site;
    }

    /// Another one as soon as anything has changed of these users, but what their roles may do.
    String mark(Connection connection, Collection<Long> ids) throws SQLException {
        var mark = new StringBuilder(superAdmins(connection).toString());
        for (List<Long> some : batches(ids)) {
            mark.append(' ').append(usersMark(connection, some));
            mark.append(' ').append(capabilitiesMark(connection, some));
        }
        return mark.toString();
    }

    private String usersMark(Connection connection, List<Long> ids) throws SQLException {
        String sql =
                "SELECT %s FROM %s WHERE ID IN %s"
                        .formatted(
                                SiteTables.mark("ID, user_login, user_email, display_name"),
                                site.users(),
                                SiteTables.places(ids.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, ids);
            return onlyText(statement);
        }
    }

    private String capabilitiesMark(Connection connection, List<Long> ids) throws SQLException {
        String sql =
                "SELECT %s FROM %s WHERE meta_key = ? AND user_id IN %s"
                        .formatted(
                                SiteTables.mark("umeta_id, user_id, COALESCE(meta_value, '')"),
                                site.usersData(),
                                SiteTables.places(ids.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, site.capabilitiesName());
            bind(statement, 2, ids);
            return onlyText(statement);
        }
    }

    private static String onlyText(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static void bind(PreparedStatement statement, int from, List<Long> ids)
            throws SQLException {
        for (int i = 0; i < ids.size(); i++) {
            statement.setLong(from + i, ids.get(i));
        }
    }

    private static List<List<Long>> batches(Collection<Long> ids) {
        List<Long> sorted = ids.stream().sorted().toList();
        var batches = new ArrayList<List<Long>>();
        for (int from = 0; from < sorted.size(); from += AT_A_TIME) {
            int to = Math.min(from + AT_A_TIME, sorted.size());
            batches.add(InList.padded(sorted.subList(from, to)));
        }
        return batches;
    }

    /// A site always has some: without any, somebody is just putting the table back.
    boolean any(Connection connection) throws SQLException {
        String sql = "SELECT ID FROM " + site.users() + " LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    /// Those of these users that there are, with what they may do.
    List<User> users(Connection connection, Collection<Long> ids) throws SQLException {
        var rows = new ArrayList<ShopPeople.Row>();
        for (List<Long> some : batches(ids)) {
            String sql = COLUMNS + site.users() + " WHERE ID IN " + SiteTables.places(some.size());
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, 1, some);
                addRows(statement, rows);
            }
        }
        return users(connection, rows);
    }

    /// By id.
    List<User> list(Connection connection, long afterId, int limit) throws SQLException {
        var rows = new ArrayList<ShopPeople.Row>();
        String sql = COLUMNS + site.users() + " WHERE ID > ? ORDER BY ID LIMIT ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, afterId);
            statement.setInt(2, limit);
            addRows(statement, rows);
        }
        return users(connection, rows);
    }

    /// Without regard to case. The table may take more names for the same than we do.
    Optional<User> byLogin(Connection connection, String login) throws SQLException {
        var rows = new ArrayList<ShopPeople.Row>();
        String sql = COLUMNS + site.users() + " WHERE user_login = ? ORDER BY ID";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, login);
            addRows(statement, rows);
        }
        rows.removeIf(row -> !lower(row.login()).equals(lower(login)));
        return users(connection, rows).stream().findFirst();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static void addRows(PreparedStatement statement, List<ShopPeople.Row> found)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new ShopPeople.Row(
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5)));
            }
        }
    }

    private List<User> users(Connection connection, List<ShopPeople.Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<String> names = ShopPeople.roleNames(roles(connection).orElse(List.of()));
        Set<String> admins = superAdmins(connection);
        var granted = capabilities(connection, rows.stream().map(ShopPeople.Row::id).toList());
        var users = new ArrayList<User>();
        for (ShopPeople.Row row : rows) {
            var own = granted.getOrDefault(row.id(), Map.of());
            ShopPeople.user(row, names, own, admins.contains(row.login())).ifPresent(users::add);
        }
        return users;
    }

    /// By user. Of several, WordPress goes by the oldest.
    private Map<Long, Map<String, Boolean>> capabilities(
            Connection connection, Collection<Long> ids) throws SQLException {
        Map<Long, Map<String, Boolean>> granted = new HashMap<>();
        for (List<Long> some : batches(ids)) {
            String sql =
                    """
                    SELECT user_id, %s FROM %s
                    WHERE meta_key = ? AND user_id IN %s ORDER BY umeta_id"""
                            .formatted(
                                    site.serialized("meta_value"),
                                    site.usersData(),
                                    SiteTables.places(some.size()));
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, site.capabilitiesName());
                bind(statement, 2, some);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        byte[] value = rows.getBytes(2);
                        byte[] serialized = value == null ? new byte[0] : value;
                        granted.putIfAbsent(rows.getLong(1), ShopPeople.capabilities(serialized));
                    }
                }
            }
        }
        return granted;
    }

    /// Empty when they are damaged or missing.
    Optional<List<Role>> roles(Connection connection) throws SQLException {
        String sql =
                "SELECT %s FROM %s WHERE option_name = ?"
                        .formatted(site.serialized("option_value"), site.table("options"));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, site.rolesName());
            try (ResultSet rows = statement.executeQuery()) {
                byte[] value = rows.next() ? rows.getBytes(1) : null;
                return value == null ? Optional.empty() : ShopPeople.roles(value);
            }
        }
    }

    /// The logins of those who may do everything on every site; none where there is one site.
    private Set<String> superAdmins(Connection connection) throws SQLException {
        if (!site.network()) {
            return Set.of();
        }
        String sql =
                "SELECT site_id, meta_value FROM "
                        + site.networkData()
                        + " WHERE meta_key = 'site_admins' ORDER BY meta_id";
        Map<Long, byte[]> byNetwork = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                byte[] value = rows.getBytes(2);
                byNetwork.putIfAbsent(rows.getLong(1), value == null ? new byte[0] : value);
            }
        }
        long network = byNetwork.size() < 2 ? -1 : network(connection);
        byte[] admins =
                network < 0
                        ? byNetwork.values().stream().findFirst().orElse(new byte[0])
                        : byNetwork.getOrDefault(network, new byte[0]);
        return ShopPeople.superAdmins(admins);
    }

    /// The number of the network that the site is in, 0 when nobody says: nearly always there is
    /// one network alone, and then this is not asked for.
    private long network(Connection connection) throws SQLException {
        String sql = "SELECT site_id FROM " + site.sites() + " WHERE blog_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, site.blog());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            if (Failures.denied(e)) {
                return 0;
            }
            throw e;
        }
    }

    /// What is known of the accounts that there are.
    Map<Long, Account> accounts(Connection connection, Collection<Long> ids) throws SQLException {
        Map<Long, Map<String, String>> fields = new HashMap<>();
        for (List<Long> some : batches(ids)) {
            addEmails(connection, some, fields);
            addFields(connection, some, fields);
        }
        Map<Long, Account> accounts = new HashMap<>();
        fields.forEach((id, known) -> accounts.put(id, Account.of(known)));
        return accounts;
    }

    private void addEmails(
            Connection connection, List<Long> ids, Map<Long, Map<String, String>> fields)
            throws SQLException {
        String sql =
                "SELECT ID, user_email FROM %s WHERE ID IN %s"
                        .formatted(site.users(), SiteTables.places(ids.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    var known = new HashMap<String, String>();
                    known.put("user_email", rows.getString(2));
                    fields.put(rows.getLong(1), known);
                }
            }
        }
    }

    private void addFields(
            Connection connection, List<Long> ids, Map<Long, Map<String, String>> fields)
            throws SQLException {
        List<String> names = List.copyOf(Account.FIELDS);
        String sql =
                """
                SELECT user_id, meta_key, LEFT(meta_value, 1000) FROM %s
                WHERE user_id IN %s AND meta_key IN %s ORDER BY umeta_id"""
                        .formatted(
                                site.usersData(),
                                SiteTables.places(ids.size()),
                                SiteTables.places(names.size()));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, ids);
            for (int i = 0; i < names.size(); i++) {
                statement.setString(ids.size() + 1 + i, names.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Map<String, String> known = fields.get(rows.getLong(1));
                    String value = rows.getString(3);
                    if (known != null && value != null) {
                        known.putIfAbsent(rows.getString(2), value);
                    }
                }
            }
        }
    }
}
