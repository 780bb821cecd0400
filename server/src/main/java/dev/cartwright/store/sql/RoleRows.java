package dev.cartwright.store.sql;

import dev.cartwright.access.Role;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The SQL of the table `user_role`.
final class RoleRows {
    private RoleRows() {}

    static List<Role> all(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT name, display_name, capabilities, denied FROM user_role
                        ORDER BY name""");
        var roles = new ArrayList<Role>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                roles.add(
                        new Role(
                                rows.getString("name"),
                                rows.getString("display_name"),
                                Set.copyOf(Columns.toList(rows.getString("capabilities"))),
                                Set.copyOf(Columns.toList(rows.getString("denied")))));
            }
        }
        return roles;
    }

    static void clear(Handle handle) throws SQLException {
        handle.prepare("DELETE FROM user_role").executeUpdate();
    }

    static void put(Handle handle, Role role) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO user_role (name, display_name, capabilities, denied)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name,
                            capabilities = excluded.capabilities, denied = excluded.denied""");
        statement.setString(1, Columns.text(role.name()));
        statement.setString(2, Columns.text(role.displayName()));
        statement.setString(3, Columns.fromList(new TreeSet<>(role.capabilities())));
        statement.setString(4, Columns.fromList(new TreeSet<>(role.denied())));
        statement.executeUpdate();
    }
}
