package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.Permission;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps consumer keys in the table `consumer_key`.
public final class SqlConsumerKeyStore implements ConsumerKeyStore {
    private static final String COLUMNS =
            """
            SELECT id, user_id, description, permission, key_hash, truncated_key, pepper_id,
                secret_hash, oauth_states, created, last_access, revoked_at, imported
            FROM consumer_key
            """;

    private final Database database;

    public SqlConsumerKeyStore(Database database) {
        this.database = database;
    }

    /// A key, and whether an import may change it.
    private record Row(ConsumerKey key, boolean imported) {}

    @Override
    public List<ConsumerKey> all() {
        return database.readOnce(
                "could not list the consumer keys",
                handle -> {
                    var keys = new ArrayList<ConsumerKey>();
                    PreparedStatement statement = handle.prepare(COLUMNS + "ORDER BY id");
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            keys.add(row(rows).key);
                        }
                    }
                    return keys;
                });
    }

    @Override
    public Optional<ConsumerKey> find(long id) {
        return database.readOnce(
                "could not find consumer key " + id, handle -> byId(handle, id).map(Row::key));
    }

    @Override
    public ConsumerKey create(ConsumerKey key, Actor actor) {
        return database.write(
                "could not create a consumer key",
                handle -> {
                    Revision.KEYS.lock(handle);
                    if (byHash(handle, key.keyHash()).isPresent()) {
                        throw new IllegalArgumentException(
                                "the key …" + key.truncatedKey() + " is taken");
                    }
                    long id = nextId(handle);
                    insert(handle, key, id, false);
                    append(handle, actor, Event.Type.KEY_CREATED, id);
                    Revision.KEYS.bump(handle);
                    return byId(handle, id).orElseThrow().key;
                });
    }

    @Override
    public boolean revoke(long id, Actor actor) {
        return database.write(
                "could not revoke consumer key " + id,
                handle -> {
                    Revision.KEYS.lock(handle);
                    PreparedStatement statement =
                            handle.prepare(
                                    """
                                    UPDATE consumer_key SET revoked_at = ?
                                    WHERE id = ? AND revoked_at IS NULL""");
                    statement.setLong(1, database.clock().instant().getEpochSecond());
                    statement.setLong(2, id);
                    if (statement.executeUpdate() == 0) {
                        return false;
                    }
                    append(handle, actor, Event.Type.KEY_REVOKED, id);
                    Revision.KEYS.bump(handle);
                    return true;
                });
    }

    @Override
    public int importAll(List<ConsumerKey> keys, Actor actor) {
        return database.write(
                "could not import consumer keys",
                handle -> {
                    Revision.KEYS.lock(handle);
                    int changed = 0;
                    for (ConsumerKey key : keys) {
                        changed += importOne(handle, key, actor) ? 1 : 0;
                    }
                    if (changed > 0) {
                        Revision.KEYS.bump(handle);
                    }
                    return changed;
                });
    }

    private boolean importOne(Handle handle, ConsumerKey key, Actor actor) throws SQLException {
        Optional<Row> known = byHash(handle, key.keyHash());
        if (known.isEmpty()) {
            boolean possible = key.id() > 0 && key.id() <= ConsumerKey.MAX_ID;
            boolean free = possible && byId(handle, key.id()).isEmpty();
            long id = free ? key.id() : nextId(handle);
            insert(handle, key, id, true);
            append(handle, actor, Event.Type.KEY_IMPORTED, id);
            return true;
        }
        ConsumerKey before = known.get().key;
        ConsumerKey after = before.updatedBy(key);
        if (!known.get().imported || before.revokedAt() != null || after.equals(before)) {
            return false;
        }
        update(handle, after);
        append(handle, actor, Event.Type.KEY_IMPORTED, after.id());
        return true;
    }

    @Override
    public long revision() {
        return Revision.KEYS.in(database);
    }

    private void append(Handle handle, Actor actor, Event.Type type, long id) throws SQLException {
        Events.append(handle, database.clock().instant(), actor, type, id);
    }

    private static long nextId(Handle handle) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT COALESCE(MAX(id), 0) + 1 FROM consumer_key");
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void insert(Handle handle, ConsumerKey key, long id, boolean imported)
            throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        INSERT INTO consumer_key (user_id, description, permission,
                            truncated_key, pepper_id, secret_hash, oauth_states, last_access,
                            id, key_hash, created, revoked_at, imported)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        bindChangeable(statement, key);
        statement.setLong(9, id);
        statement.setString(10, key.keyHash());
        statement.setLong(11, key.created().getEpochSecond());
        Columns.setInstant(statement, 12, key.revokedAt());
        statement.setInt(13, imported ? 1 : 0);
        statement.executeUpdate();
    }

    private static void update(Handle handle, ConsumerKey key) throws SQLException {
        PreparedStatement statement =
                handle.prepare(
                        """
                        UPDATE consumer_key SET user_id = ?, description = ?, permission = ?,
                            truncated_key = ?, pepper_id = ?, secret_hash = ?, oauth_states = ?,
                            last_access = ?
                        WHERE id = ?""");
        bindChangeable(statement, key);
        statement.setLong(9, key.id());
        statement.executeUpdate();
    }

    private static void bindChangeable(PreparedStatement statement, ConsumerKey key)
            throws SQLException {
        Permission permission = key.permission();
        SealedSecret secret = key.secret();
        statement.setLong(1, key.userId());
        statement.setString(2, Columns.text(key.description()));
        if (permission == null) {
            statement.setNull(3, Types.VARCHAR);
        } else {
            statement.setString(3, permission.word());
        }
        statement.setString(4, Columns.text(key.truncatedKey()));
        statement.setInt(5, secret.pepperId());
        statement.setBytes(6, secret.hash());
        statement.setBytes(7, secret.oauthStates());
        Columns.setInstant(statement, 8, key.lastAccess());
    }

    private static Optional<Row> byId(Handle handle, long id) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE id = ?");
        statement.setLong(1, id);
        return one(statement);
    }

    private static Optional<Row> byHash(Handle handle, String keyHash) throws SQLException {
        PreparedStatement statement = handle.prepare(COLUMNS + "WHERE key_hash = ?");
        statement.setString(1, keyHash);
        return one(statement);
    }

    private static Optional<Row> one(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(row(rows)) : Optional.empty();
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        String permission = row.getString("permission");
        var secret =
                new SealedSecret(
                        row.getInt("pepper_id"),
                        row.getBytes("secret_hash"),
                        row.getBytes("oauth_states"));
        var key =
                new ConsumerKey(
                        row.getLong("id"),
                        row.getLong("user_id"),
                        row.getString("description"),
                        permission == null ? null : Permission.parse(permission).orElse(null),
                        row.getString("key_hash"),
                        row.getString("truncated_key"),
                        secret,
                        Instant.ofEpochSecond(row.getLong("created")),
                        Columns.getInstant(row, "last_access"),
                        Columns.getInstant(row, "revoked_at"));
        return new Row(key, row.getInt("imported") == 1);
    }
}
