package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Detail;
import dev.cartwright.event.Event;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Keeps consumer keys. Says when something may be changed; [KeyRows] has the SQL.
public final class SqlConsumerKeyStore implements KeyCopies {
    private final Database database;

    public SqlConsumerKeyStore(Database database) {
        this.database = database;
    }

    @Override
    public List<ConsumerKey> all() {
        return database.readOnce("could not list the consumer keys", KeyRows::all);
    }

    @Override
    public List<ConsumerKey> changedSince(long revision) {
        return database.readOnce(
                "could not list the changed consumer keys",
                handle -> KeyRows.changedSince(handle, revision));
    }

    @Override
    public Optional<ConsumerKey> find(long id) {
        return database.readOnce(
                "could not find consumer key " + id,
                handle -> KeyRows.byId(handle, id).map(KeyRows.Row::key));
    }

    @Override
    public ConsumerKey create(ConsumerKey key, Actor actor) {
        return database.write(
                "could not create a consumer key",
                handle -> {
                    Revision.KEYS.lock(handle);
                    ConsumerKey created = insert(handle, key, 0);
                    appendCreated(handle, created, actor);
                    Revision.KEYS.bump(handle);
                    return created;
                });
    }

    @Override
    public ConsumerKey createCopy(ConsumerKey key, Actor actor) {
        return database.write(
                "could not create a consumer key",
                handle -> {
                    Revision.KEYS.lock(handle);
                    ConsumerKey created = insertCopy(handle, key, key.id());
                    appendCreated(handle, created, actor);
                    Revision.KEYS.bump(handle);
                    return created;
                });
    }

    private void appendCreated(Handle handle, ConsumerKey key, Actor actor) throws SQLException {
        append(handle, actor, Event.Type.KEY_CREATED, KeyDetail.of(null, key), key);
    }

    /// Somebody may have found the key in the other system and copied it before us.
    private static ConsumerKey insertCopy(Handle handle, ConsumerKey key, long wantedId)
            throws SQLException {
        Optional<KeyRows.Row> found = KeyRows.byHash(handle, key.keyHash());
        if (found.isEmpty() || !found.get().imported()) {
            return insert(handle, key, wantedId);
        }
        ConsumerKey copy = key.withId(found.get().key().id());
        KeyRows.update(handle, copy);
        KeyRows.leaveToUs(handle, copy.id());
        return KeyRows.byId(handle, copy.id()).orElseThrow().key();
    }

    /// @param wantedId taken when it is possible and free
    private static ConsumerKey insert(Handle handle, ConsumerKey key, long wantedId)
            throws SQLException {
        if (KeyRows.byHash(handle, key.keyHash()).isPresent()) {
            throw new IllegalArgumentException("the key …" + key.truncatedKey() + " is taken");
        }
        long id = freeId(handle, wantedId);
        KeyRows.insert(handle, key.withId(id), false);
        return KeyRows.byId(handle, id).orElseThrow().key();
    }

    private static long freeId(Handle handle, long wanted) throws SQLException {
        boolean possible = wanted > 0 && wanted <= ConsumerKey.MAX_ID;
        boolean free = possible && KeyRows.byId(handle, wanted).isEmpty();
        return free ? wanted : KeyRows.nextId(handle);
    }

    @Override
    public Optional<Ruling> change(long id, Function<ConsumerKey, Ruling> judge, Actor actor) {
        return change(id, judge, 0, actor);
    }

    @Override
    public Optional<Ruling> change(
            long id, Function<ConsumerKey, Ruling> judge, long successorId, Actor actor) {
        return database.write(
                "could not change consumer key " + id,
                handle -> {
                    Revision.KEYS.lock(handle);
                    Optional<KeyRows.Row> row = KeyRows.byId(handle, id);
                    if (row.isEmpty()) {
                        return Optional.empty();
                    }
                    Ruling ruling = judge.apply(row.get().key());
                    return Optional.of(carryOut(handle, ruling, successorId, actor));
                });
    }

    private Ruling carryOut(Handle handle, Ruling ruling, long successorId, Actor actor)
            throws SQLException {
        return switch (ruling) {
            case Ruling.Refused _, Ruling.Unchanged _ -> ruling;
            case Ruling.Changed(var before, var after, var act) -> {
                KeyRows.update(handle, after);
                if (act == Event.Type.KEY_CHANGED) {
                    KeyRows.leaveToUs(handle, after.id());
                }
                append(handle, actor, act, KeyDetail.of(before, after), after);
                Revision.KEYS.bump(handle);
                yield ruling;
            }
            case Ruling.Rolled(var before, var after, var successor) -> {
                ConsumerKey made =
                        successorId == 0
                                ? insert(handle, successor, 0)
                                : insertCopy(handle, successor, successorId);
                ConsumerKey rolled = after.withState(after.state().rolledTo(made.id()));
                KeyRows.update(handle, rolled);
                append(handle, actor, Event.Type.KEY_ROLLED, KeyDetail.of(before, rolled), rolled);
                append(handle, actor, Event.Type.KEY_CREATED, KeyDetail.of(null, made), made);
                Revision.KEYS.bump(handle);
                yield new Ruling.Rolled(before, rolled, made);
            }
        };
    }

    @Override
    public boolean revoke(long id, Actor actor) {
        Function<ConsumerKey, Ruling> judge =
                key ->
                        key.revokedAt() == null
                                ? KeyAct.REVOKE.on(key, database.clock().instant())
                                : new Ruling.Unchanged(key);
        return change(id, judge, actor).filter(Ruling.Changed.class::isInstance).isPresent();
    }

    @Override
    public void reseal(long id, SealedSecret old, SealedSecret fresh, Actor actor) {
        change(id, stored -> resealed(stored, old, fresh), actor);
    }

    private static Ruling resealed(ConsumerKey stored, SealedSecret old, SealedSecret fresh) {
        return stored.secret().equals(old)
                ? Ruling.of(stored, stored.withSecret(fresh), Event.Type.KEY_RESEALED)
                : new Ruling.Unchanged(stored);
    }

    /// Part of a write: the keys of a user who goes.
    static void disableOf(Handle handle, Database database, long userId, Actor actor)
            throws SQLException {
        Revision.KEYS.lock(handle);
        for (ConsumerKey key : KeyRows.inUseOf(handle, userId)) {
            var gone =
                    new KeyState.Disabled(
                            database.clock().instant(), KeyState.DisabledReason.OWNER_GONE);
            KeyRows.update(handle, key.withState(key.state().withDisabled(gone)));
            Events.append(
                    handle, database.clock().instant(), actor, Event.Type.KEY_DISABLED, key.id());
        }
        Revision.KEYS.bump(handle);
    }

    /// Part of a write: the keys of a user who is back.
    static void enableOf(Handle handle, Database database, long userId, Actor actor)
            throws SQLException {
        List<ConsumerKey> orphaned = KeyRows.orphanedOf(handle, userId);
        if (orphaned.isEmpty()) {
            return;
        }
        Revision.KEYS.lock(handle);
        Instant now = database.clock().instant();
        for (ConsumerKey key : orphaned) {
            KeyRows.update(handle, key.withOwnerBack(now));
            Events.append(handle, now, actor, Event.Type.KEY_ENABLED, key.id());
        }
        Revision.KEYS.bump(handle);
    }

    @Override
    public int importAll(List<ConsumerKey> keys, Actor actor) {
        return importEach(keys, (handle, key) -> importOne(handle, key, actor));
    }

    private interface Import {
        /// Whether anything changed.
        boolean run(Handle handle, ConsumerKey key) throws SQLException;
    }

    private int importEach(List<ConsumerKey> keys, Import each) {
        return database.write(
                "could not import consumer keys",
                handle -> {
                    Revision.KEYS.lock(handle);
                    int changed = 0;
                    for (ConsumerKey key : keys) {
                        changed += each.run(handle, key) ? 1 : 0;
                    }
                    if (changed > 0) {
                        Revision.KEYS.bump(handle);
                    }
                    return changed;
                });
    }

    private boolean importOne(Handle handle, ConsumerKey key, Actor actor) throws SQLException {
        Optional<KeyRows.Row> known = KeyRows.byHash(handle, key.keyHash());
        if (known.isEmpty()) {
            insertImported(handle, key, actor);
            return true;
        }
        ConsumerKey before = known.get().key();
        return known.get().imported() && update(handle, before, before.updatedBy(key), actor);
    }

    private void insertImported(Handle handle, ConsumerKey key, Actor actor) throws SQLException {
        ConsumerKey brought = key.withId(freeId(handle, key.id()));
        KeyRows.insert(handle, brought, true);
        append(handle, actor, Event.Type.KEY_IMPORTED, KeyDetail.of(null, brought), brought);
    }

    /// False when there is nothing to do.
    private boolean update(Handle handle, ConsumerKey before, ConsumerKey after, Actor actor)
            throws SQLException {
        if (before.revokedAt() != null || after.equals(before)) {
            return false;
        }
        KeyRows.update(handle, after);
        boolean revived = before.state().disabled() != null && after.state().disabled() == null;
        Event.Type type = revived ? Event.Type.KEY_ENABLED : Event.Type.KEY_IMPORTED;
        append(handle, actor, type, KeyDetail.of(before, after), after);
        return true;
    }

    @Override
    public int follow(List<ConsumerKey> keys, Actor actor) {
        return importEach(keys, (handle, key) -> followOne(handle, key, actor));
    }

    private boolean followOne(Handle handle, ConsumerKey key, Actor actor) throws SQLException {
        Optional<KeyRows.Row> known = KeyRows.byHash(handle, key.keyHash());
        if (known.isEmpty()) {
            insertImported(handle, key, actor);
            return true;
        }
        ConsumerKey before = known.get().key();
        return update(handle, before, before.followed(key, database.clock().instant()), actor);
    }

    @Override
    public void noteAccess(Map<Long, Instant> uses) {
        database.write(
                "could not note the last use of keys",
                handle -> {
                    for (var use : new TreeMap<>(uses).entrySet()) {
                        KeyRows.noteAccess(handle, use.getKey(), use.getValue());
                    }
                    return true;
                });
    }

    @Override
    public long revision() {
        return Revision.KEYS.in(database);
    }

    private void append(Handle handle, Actor actor, Event.Type type, Detail detail, ConsumerKey key)
            throws SQLException {
        Events.append(handle, database.clock().instant(), actor, type, key.id(), detail);
    }
}
