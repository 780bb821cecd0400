package dev.cartwright.store.woocommerce;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Permission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The SQL of the shop's table `woocommerce_api_keys`.
///
/// Rows are found by the key's hash: ids are given out again when a shop is restored from a dump.
final class KeyTable {
    /// WooCommerce has no word for a key that allows nothing, and takes any other for that.
    private static final String NOTHING = "disabled";

    private final String table;

    KeyTable(WooDatabase shop) {
        table = shop.table("woocommerce_api_keys");
    }

    /// Before 40 random digits that nobody has seen, where the shop is not told a secret. It must
    /// not be empty: WordPress would let in whoever signs with an empty one.
    private static final String UNTOLD = "no_";

    private static final int UNTOLD_BYTES = 20;

    static boolean tellsSecret(Row row) {
        return !row.secret().isEmpty() && !row.secret().startsWith(UNTOLD);
    }

    /// For a key whose secret the shop is not told: it lists the key, and refuses it.
    static String untold(RandomGenerator random) {
        var bytes = new byte[UNTOLD_BYTES];
        random.nextBytes(bytes);
        return UNTOLD + HexFormat.of().formatHex(bytes);
    }

    /// @param secret plain, or what stands in its place
    /// @param lastAccess in the site's time, null for never
    record Row(
            long id,
            long userId,
            String description,
            String permissions,
            String hash,
            String secret,
            String truncated,
            @Nullable String lastAccess) {
        /// Without hash and secret.
        @Override
        public String toString() {
            return "Row[id=" + id + "]";
        }
    }

    /// Another one as soon as anything has changed but the last uses.
    String mark(Connection connection) throws SQLException {
        String columns =
                """
                key_id, user_id, COALESCE(description, ''), permissions, consumer_key,
                consumer_secret, truncated_key""";
        String sql = "SELECT " + SiteTables.mark(columns) + " FROM " + table;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    List<Row> all(Connection connection) throws SQLException {
        String sql =
                """
                SELECT key_id, user_id, description, permissions, consumer_key, consumer_secret,
                    truncated_key, CAST(last_access AS CHAR) AS last_access
                FROM %s ORDER BY key_id"""
                        .formatted(table);
        var all = new ArrayList<Row>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                all.add(
                        new Row(
                                rows.getLong("key_id"),
                                rows.getLong("user_id"),
                                text(rows, "description"),
                                text(rows, "permissions"),
                                text(rows, "consumer_key").toLowerCase(Locale.ROOT),
                                text(rows, "consumer_secret"),
                                text(rows, "truncated_key"),
                                rows.getString("last_access")));
            }
        }
        return all;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    boolean has(Connection connection, String hash) throws SQLException {
        String sql = "SELECT key_id FROM " + table + " WHERE consumer_key = ? LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, hash);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    boolean hasId(Connection connection, long id) throws SQLException {
        String sql = "SELECT key_id FROM " + table + " WHERE key_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// @param id 0 for the next one
    /// @param secret empty when it is not known
    /// @return the id it got
    long insert(Connection connection, long id, ConsumerKey key, String secret)
            throws SQLException {
        if (has(connection, key.keyHash())) {
            throw new IllegalArgumentException("the key …" + key.truncatedKey() + " is taken");
        }
        String sql =
                """
                INSERT INTO %s (key_id, user_id, description, permissions, consumer_key,
                    consumer_secret, truncated_key)
                VALUES (?, ?, ?, ?, ?, ?, ?)"""
                        .formatted(table);
        try (PreparedStatement statement =
                connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            if (id == 0) {
                statement.setNull(1, Types.BIGINT);
            } else {
                statement.setLong(1, id);
            }
            bind(statement, 2, key.terms());
            statement.setString(5, key.keyHash());
            statement.setString(6, secret);
            statement.setString(7, key.truncatedKey());
            statement.executeUpdate();
            return id == 0 ? generated(statement) : id;
        }
    }

    private static long generated(PreparedStatement statement) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            if (!keys.next()) {
                throw new SQLException("the new row has no id");
            }
            return keys.getLong(1);
        }
    }

    private static void bind(PreparedStatement statement, int from, KeyTerms terms)
            throws SQLException {
        Permission permission = terms.permission();
        statement.setLong(from, terms.userId());
        statement.setString(from + 1, terms.description());
        statement.setString(from + 2, permission == null ? NOTHING : permission.word());
    }

    /// False when there is no such key.
    boolean update(Connection connection, String hash, KeyTerms terms) throws SQLException {
        String sql =
                """
                UPDATE %s SET user_id = ?, description = ?, permissions = ?
                WHERE consumer_key = ?"""
                        .formatted(table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, 1, terms);
            statement.setString(4, hash);
            return statement.executeUpdate() > 0 || has(connection, hash);
        }
    }

    boolean delete(Connection connection, String hash) throws SQLException {
        String sql = "DELETE FROM " + table + " WHERE consumer_key = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, hash);
            return statement.executeUpdate() > 0;
        }
    }

    /// Nothing when it was used later already.
    ///
    /// @param local in the site's time, as `2026-11-22 20:39:36`
    void noteAccess(Connection connection, String hash, String local) throws SQLException {
        String sql =
                """
                UPDATE %s SET last_access = ?
                WHERE consumer_key = ? AND (last_access IS NULL OR last_access < ?)"""
                        .formatted(table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, local);
            statement.setString(2, hash);
            statement.setString(3, local);
            statement.executeUpdate();
        }
    }
}
