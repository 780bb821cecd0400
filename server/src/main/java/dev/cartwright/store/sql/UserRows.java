package dev.cartwright.store.sql;

import dev.cartwright.access.User;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The SQL of the table `user_account`; all parts of larger units.
final class UserRows {
    private static final String COLUMNS =
            """
            SELECT id, login, email, display_name, password_hash, roles, capabilities, origin
            FROM user_account
            """;

    private UserRows() {}

    enum Origin {
        /// Came with the empty store and was not changed since.
        DEFAULT,
        IMPORT,
        LOCAL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Row(User user, Origin origin) {}

    static Optional<Row> byId(Handle handle, long id) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE id = ?");
        statement.setLong(1, id);
        return one(statement);
    }

    static Optional<Row> byLogin(Handle handle, String loginLower) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE login_lower = ?");
        statement.setString(1, loginLower);
        return one(statement);
    }

    static boolean emailIsTaken(Handle handle, String emailLower) throws SQLException {
        if (emailLower.isEmpty()) {
            return false;
        }
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT id FROM user_account
                        WHERE email_lower = ? AND email_lower <> '' LIMIT 1""");
        statement.setString(1, emailLower);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    static List<User> list(Handle handle, long afterId, int limit) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE id > ? ORDER BY id LIMIT ?");
        statement.setLong(1, afterId);
        statement.setInt(2, limit);
        var users = new ArrayList<User>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                users.add(row(rows).user);
            }
        }
        return users;
    }

    /// Higher than that of anybody whose key or cart came without her: they must not fall to
    /// somebody new.
    static long nextId(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        SELECT COALESCE(MAX(id), 0) + 1 FROM (
                            SELECT id FROM user_account
                            UNION ALL SELECT n FROM revision WHERE name = 'deleted_user'
                            UNION ALL SELECT user_id FROM consumer_key WHERE user_id <= ?
                            UNION ALL SELECT MAX(owner) FROM session
                                WHERE live = 1 AND owner > 0 AND owner <= ?) AS taken""");
        statement.setLong(1, User.MAX_ID);
        statement.setLong(2, User.MAX_ID);
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Nobody gets a deleted user's id: it names her cart too.
    static boolean delete(Handle handle, long id) throws SQLException {
        PreparedStatement delete = handle.prepare("DELETE FROM user_account WHERE id = ?");
        delete.setLong(1, id);
        if (delete.executeUpdate() == 0) {
            return false;
        }
        PreparedStatement taken =
                handle.prepare("UPDATE revision SET n = ? WHERE name = 'deleted_user' AND n < ?");
        taken.setLong(1, id);
        taken.setLong(2, id);
        taken.executeUpdate();
        return true;
    }

    /// Adds the user, or replaces the one with the same id.
    static void put(Handle handle, User user, Origin origin) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO user_account (id, login, login_lower, email, email_lower,
                            display_name, password_hash, roles, capabilities, origin)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (id) DO UPDATE SET login = excluded.login,
                            login_lower = excluded.login_lower, email = excluded.email,
                            email_lower = excluded.email_lower,
                            display_name = excluded.display_name,
                            password_hash = excluded.password_hash, roles = excluded.roles,
                            capabilities = excluded.capabilities, origin = excluded.origin""");
        String login = Columns.text(user.login());
        String email = Columns.text(user.email());
        String passwordHash = user.passwordHash();
        statement.setLong(1, user.id());
        statement.setString(2, login);
        statement.setString(3, login.toLowerCase(Locale.ROOT));
        statement.setString(4, email);
        statement.setString(5, email.toLowerCase(Locale.ROOT));
        statement.setString(6, Columns.text(user.displayName()));
        if (passwordHash == null) {
            statement.setNull(7, Types.VARCHAR);
        } else {
            statement.setString(7, Columns.text(passwordHash));
        }
        statement.setString(8, Columns.fromList(user.roles()));
        statement.setString(9, Columns.fromFlags(user.capabilities()));
        statement.setString(10, origin.word());
        statement.executeUpdate();
    }

    private static Optional<Row> one(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row(rows)) : Optional.empty();
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        var user =
                new User(
                        row.getLong("id"),
                        row.getString("login"),
                        row.getString("email"),
                        row.getString("display_name"),
                        row.getString("password_hash"),
                        Columns.toList(row.getString("roles")),
                        Columns.toFlags(row.getString("capabilities")));
        return new Row(user, Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)));
    }
}
