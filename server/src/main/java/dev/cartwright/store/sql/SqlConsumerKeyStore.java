package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Detail;
import dev.cartwright.event.Event;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Keeps consumer keys. Says when something may be changed; [KeyRows] has the SQL.
public final class SqlConsumerKeyStore implements ConsumerKeyStore {
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
                    ConsumerKey created = insert(handle, key);
                    append(
                            handle,
                            actor,
                            Event.Type.KEY_CREATED,
                            KeyDetail.of(null, created),
                            created);
                    Revision.KEYS.bump(handle);
                    return created;
                });
    }

    private static ConsumerKey insert(Handle handle, ConsumerKey key) throws SQLException {
        if (KeyRows.byHash(handle, key.keyHash()).isPresent()) {
            throw new IllegalArgumentException("the key …" + key.truncatedKey() + " is taken");
        }
        long id = KeyRows.nextId(handle);
        KeyRows.insert(handle, key.withId(id), false);
        return KeyRows.byId(handle, id).orElseThrow().key();
    }

    @Override
    public Optional<Ruling> change(long id, Function<ConsumerKey, Ruling> judge, Actor actor) {
        return database.write(
                "could not change consumer key " + id,
                handle -> {
                    Revision.KEYS.lock(handle);
                    Optional<KeyRows.Row> row = KeyRows.byId(handle, id);
                    return row.isEmpty()
                            ? Optional.empty()
                            : Optional.of(carryOut(handle, judge.apply(row.get().key()), actor));
                });
    }

    private Ruling carryOut(Handle handle, Ruling ruling, Actor actor) throws SQLException {
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
                ConsumerKey made = insert(handle, successor);
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
        Optional<KeyRows.Row> known = KeyRows.byHash(handle, key.keyHash());
        if (known.isEmpty()) {
            boolean possible = key.id() > 0 && key.id() <= ConsumerKey.MAX_ID;
            boolean free = possible && KeyRows.byId(handle, key.id()).isEmpty();
            long id = free ? key.id() : KeyRows.nextId(handle);
            ConsumerKey brought = key.withId(id);
            KeyRows.insert(handle, brought, true);
            append(handle, actor, Event.Type.KEY_IMPORTED, KeyDetail.of(null, brought), brought);
            return true;
        }
        ConsumerKey before = known.get().key();
        ConsumerKey after = before.updatedBy(key);
        if (!known.get().imported() || before.revokedAt() != null || after.equals(before)) {
            return false;
        }
        KeyRows.update(handle, after);
        append(handle, actor, Event.Type.KEY_IMPORTED, KeyDetail.of(before, after), after);
        return true;
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
