package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Network;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Scope;
import dev.cartwright.access.SealedSecret;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The SQL of the table `consumer_key`.
final class KeyRows {
    private static final String COLUMNS =
            """
            SELECT id, user_id, description, permission, key_hash, truncated_key, pepper_id,
                secret_hash, oauth_states, created, last_access, revoked_at, imported, scopes,
                networks, expires, rate_limit, disabled_at, disabled_reason, enabled_at, rolled_at,
                rolled_to, rolled_until, silent_hours, rolled_from, rolled_ended, notice_days, noticed_at
            FROM consumer_key
            """;

    /// How many parameters [#bind] takes.
    private static final int BOUND = 24;

    private KeyRows() {}

    /// A key, and whether an import may change it.
    record Row(ConsumerKey key, boolean imported) {}

    static List<ConsumerKey> all(Handle handle) throws SQLException {
        return keys(handle.prepare(COLUMNS + "ORDER BY id"));
    }

    /// Those that were changed with a later revision than this one.
    static List<ConsumerKey> changedSince(Handle handle, long revision) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE changed_in > ? ORDER BY id");
        statement.setLong(1, revision);
        return keys(statement);
    }

    static Optional<Row> byId(Handle handle, long id) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE id = ?");
        statement.setLong(1, id);
        return one(statement);
    }

    static Optional<Row> byHash(Handle handle, String keyHash) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE key_hash = ?");
        statement.setString(1, keyHash);
        return one(statement);
    }

    /// Those of a user that are neither revoked nor disabled yet.
    static List<ConsumerKey> inUseOf(Handle handle, long userId) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        COLUMNS
                                + """
                                WHERE user_id = ? AND revoked_at IS NULL AND disabled_at IS NULL
                                ORDER BY id""");
        statement.setLong(1, userId);
        return keys(statement);
    }

    /// Those of a user that were disabled because she was gone.
    static List<ConsumerKey> orphanedOf(Handle handle, long userId) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        COLUMNS
                                + """
                                WHERE user_id = ? AND revoked_at IS NULL AND disabled_reason = ?
                                ORDER BY id""");
        statement.setLong(1, userId);
        statement.setString(2, word(KeyState.DisabledReason.OWNER_GONE));
        return keys(statement);
    }

    static long nextId(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT COALESCE(MAX(id), 0) + 1 FROM consumer_key");
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// `changed_in` is the revision that this unit will end with; it has locked that row, so that
    /// nobody else's unit comes to the same.
    static void insert(Handle handle, ConsumerKey key, boolean imported) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO consumer_key (user_id, description, permission, truncated_key,
                            pepper_id, secret_hash, oauth_states, last_access, revoked_at, scopes,
                            networks, expires, rate_limit, disabled_at, disabled_reason,
                            enabled_at, rolled_at, rolled_to, rolled_until, silent_hours,
                            rolled_from, rolled_ended, notice_days, noticed_at, id, key_hash, created,
                            imported, changed_in)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                            ?, ?, ?, ?, ?, ?,
                            (SELECT n + 1 FROM revision WHERE name = 'keys'))""");
        bind(statement, key);
        statement.setLong(BOUND + 1, key.id());
        statement.setString(BOUND + 2, key.keyHash());
        statement.setLong(BOUND + 3, key.created().getEpochSecond());
        statement.setInt(BOUND + 4, imported ? 1 : 0);
        statement.executeUpdate();
    }

    static void update(Handle handle, ConsumerKey key) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE consumer_key SET user_id = ?, description = ?, permission = ?,
                            truncated_key = ?, pepper_id = ?, secret_hash = ?, oauth_states = ?,
                            last_access = ?, revoked_at = ?, scopes = ?, networks = ?, expires = ?,
                            rate_limit = ?, disabled_at = ?, disabled_reason = ?, enabled_at = ?,
                            rolled_at = ?, rolled_to = ?, rolled_until = ?, silent_hours = ?,
                            rolled_from = ?, rolled_ended = ?, notice_days = ?, noticed_at = ?,
                            changed_in = (SELECT n + 1 FROM revision WHERE name = 'keys')
                        WHERE id = ?""");
        bind(statement, key);
        statement.setLong(BOUND + 1, key.id());
        statement.executeUpdate();
    }

    /// No import changes it any more: somebody here has.
    static void leaveToUs(Handle handle, long id) throws SQLException {
        PreparedStatement statement =
                handle.prepare("UPDATE consumer_key SET imported = 0 WHERE id = ?");
        statement.setLong(1, id);
        statement.executeUpdate();
    }

    /// Without a new revision: nobody has to read the key anew for this.
    static void noteAccess(Handle handle, long id, Instant used) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE consumer_key SET last_access = ?
                        WHERE id = ? AND (last_access IS NULL OR last_access < ?)""");
        Columns.setInstant(statement, 1, used);
        statement.setLong(2, id);
        Columns.setInstant(statement, 3, used);
        statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, ConsumerKey key) throws SQLException {
        KeyTerms terms = key.terms();
        KeyState state = key.state();
        Permission permission = terms.permission();
        SealedSecret secret = key.secret();
        Set<Scope> scopes = terms.narrowedTo();
        statement.setLong(1, terms.userId());
        statement.setString(2, Columns.text(terms.description()));
        statement.setString(3, permission == null ? null : permission.word());
        statement.setString(4, Columns.text(key.truncatedKey()));
        statement.setInt(5, secret.pepperId());
        statement.setBytes(6, secret.hash());
        statement.setBytes(7, secret.oauthStates());
        Columns.setInstant(statement, 8, key.lastAccess());
        Columns.setInstant(statement, 9, state.revokedAt());
        statement.setString(10, scopes == null ? null : words(scopes));
        statement.setString(
                11, Columns.fromList(terms.networks().stream().map(Network::toString).toList()));
        Columns.setInstant(statement, 12, terms.expires());
        Columns.setLong(statement, 13, number(terms.rateLimit()));
        bindState(statement, state);
    }

    private static void bindState(PreparedStatement statement, KeyState state) throws SQLException {
        KeyState.Disabled disabled = state.disabled();
        KeyState.Rolled rolled = state.rolled();
        KeyState.Notice notice = state.notice();
        Columns.setInstant(statement, 14, disabled == null ? null : disabled.at());
        statement.setString(15, disabled == null ? null : word(disabled.reason()));
        Columns.setInstant(statement, 16, state.enabledAt());
        Columns.setInstant(statement, 17, rolled == null ? null : rolled.at());
        Columns.setLong(statement, 18, rolled == null ? null : (Long) rolled.successor());
        Columns.setInstant(statement, 19, rolled == null ? null : rolled.until());
        Columns.setLong(statement, 20, rolled == null ? null : number(rolled.silentHours()));
        Columns.setLong(statement, 21, state.rolledFrom());
        statement.setInt(22, rolled != null && rolled.ended() ? 1 : 0);
        Columns.setLong(statement, 23, notice == null ? null : number(notice.days()));
        Columns.setInstant(statement, 24, notice == null ? null : notice.at());
    }

    private static @Nullable Long number(@Nullable Integer number) {
        return number == null ? null : (Long) number.longValue();
    }

    private static String words(Set<Scope> scopes) {
        return Columns.fromList(scopes.stream().sorted().map(Scope::word).toList());
    }

    private static String word(KeyState.DisabledReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Row> one(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row(rows)) : Optional.empty();
        }
    }

    private static List<ConsumerKey> keys(PreparedStatement statement) throws SQLException {
        var keys = new ArrayList<ConsumerKey>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(row(rows).key);
            }
        }
        return keys;
    }

    /// By the places of [#COLUMNS]: with many keys, looking for names takes longer than the rest.
    private static Row row(ResultSet row) throws SQLException {
        var secret = new SealedSecret(row.getInt(7), row.getBytes(8), row.getBytes(9));
        var key =
                new ConsumerKey(
                        row.getLong(1),
                        terms(row),
                        row.getString(5),
                        row.getString(6),
                        secret,
                        Instant.ofEpochSecond(row.getLong(10)),
                        Columns.getInstant(row, 11),
                        state(row));
        return new Row(key, row.getInt(13) == 1);
    }

    private static KeyTerms terms(ResultSet row) throws SQLException {
        String permission = row.getString(4);
        String scopes = row.getString(14);
        return new KeyTerms(
                row.getLong(2),
                row.getString(3),
                permission == null ? null : Permission.parse(permission).orElse(null),
                scopes == null ? null : scopes(scopes),
                networks(row.getString(15)),
                Columns.getInstant(row, 16),
                integer(row, 17));
    }

    /// Most keys have none.
    private static List<Network> networks(String json) {
        return json.equals("[]")
                ? List.of()
                : Columns.toList(json).stream().map(Network::parse).toList();
    }

    /// A word of a later release is a scope that nothing here asks for.
    private static Set<Scope> scopes(String json) {
        var scopes = EnumSet.noneOf(Scope.class);
        Columns.toList(json).forEach(word -> Scope.parse(word).ifPresent(scopes::add));
        return scopes;
    }

    private static KeyState state(ResultSet row) throws SQLException {
        return new KeyState(
                Columns.getInstant(row, 12),
                disabled(row),
                Columns.getInstant(row, 20),
                rolled(row),
                Columns.getLong(row, 25),
                notice(row));
    }

    private static KeyState.@Nullable Disabled disabled(ResultSet row) throws SQLException {
        Instant at = Columns.getInstant(row, 18);
        if (at == null) {
            return null;
        }
        String reason = row.getString(19).toUpperCase(Locale.ROOT);
        return new KeyState.Disabled(at, KeyState.DisabledReason.valueOf(reason));
    }

    private static KeyState.@Nullable Rolled rolled(ResultSet row) throws SQLException {
        Instant at = Columns.getInstant(row, 21);
        return at == null
                ? null
                : new KeyState.Rolled(
                        row.getLong(22),
                        at,
                        Instant.ofEpochSecond(row.getLong(23)),
                        integer(row, 24),
                        row.getInt(26) == 1);
    }

    private static KeyState.@Nullable Notice notice(ResultSet row) throws SQLException {
        Instant at = Columns.getInstant(row, 28);
        return at == null ? null : new KeyState.Notice(row.getInt(27), at);
    }

    private static @Nullable Integer integer(ResultSet row, int column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? null : (Integer) number;
    }
}
