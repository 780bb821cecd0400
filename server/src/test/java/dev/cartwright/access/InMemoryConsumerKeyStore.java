package dev.cartwright.access;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps consumer keys in memory, for tests.
public final class InMemoryConsumerKeyStore implements ConsumerKeyStore {
    private final InstantSource clock;
    private final TreeMap<Long, ConsumerKey> keys = new TreeMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Set<Long> imported = new HashSet<>();
    private final Map<Long, Long> changedIn = new HashMap<>();
    private long revision;

    public InMemoryConsumerKeyStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<ConsumerKey> all() {
        return List.copyOf(keys.values());
    }

    @Override
    public synchronized List<ConsumerKey> changedSince(long known) {
        return keys.values().stream()
                .filter(key -> changedIn.getOrDefault(key.id(), 0L) > known)
                .toList();
    }

    @Override
    public synchronized Optional<ConsumerKey> find(long id) {
        return Optional.ofNullable(keys.get(id));
    }

    @Override
    public synchronized ConsumerKey create(ConsumerKey key, Actor actor) {
        if (byHash(key.keyHash()) != null) {
            throw new IllegalArgumentException("the key …" + key.truncatedKey() + " is taken");
        }
        ConsumerKey stored = key.withId(nextId());
        put(stored);
        revision++;
        return stored;
    }

    @Override
    public synchronized Optional<Ruling> change(
            long id, Function<ConsumerKey, Ruling> judge, Actor actor) {
        return find(id).map(key -> carryOut(judge.apply(key)));
    }

    private Ruling carryOut(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Refused _, Ruling.Unchanged _ -> ruling;
            case Ruling.Changed(var _, var after, var act) -> {
                replace(after);
                if (act == Event.Type.KEY_CHANGED) {
                    imported.remove(after.id());
                }
                revision++;
                yield ruling;
            }
            case Ruling.Rolled(var before, var after, var successor) -> {
                ConsumerKey made = create(successor, Actor.SYSTEM);
                ConsumerKey rolled = after.withState(after.state().rolledTo(made.id()));
                replace(rolled);
                revision++;
                yield new Ruling.Rolled(before, rolled, made);
            }
        };
    }

    @Override
    public synchronized boolean revoke(long id, Actor actor) {
        ConsumerKey key = keys.get(id);
        if (key == null || key.revokedAt() != null) {
            return false;
        }
        carryOut(KeyAct.REVOKE.on(key, clock.instant()));
        return true;
    }

    @Override
    public synchronized void reseal(long id, SealedSecret old, SealedSecret fresh, Actor actor) {
        ConsumerKey stored = keys.get(id);
        if (stored != null && stored.secret().equals(old)) {
            replace(stored.withSecret(fresh));
            revision++;
        }
    }

    @Override
    public synchronized int importAll(List<ConsumerKey> all, Actor actor) {
        int changed = 0;
        for (ConsumerKey key : all) {
            changed += importOne(key) ? 1 : 0;
        }
        revision += changed > 0 ? 1 : 0;
        return changed;
    }

    private boolean importOne(ConsumerKey key) {
        ConsumerKey known = byHash(key.keyHash());
        if (known == null) {
            boolean possible = key.id() > 0 && key.id() <= ConsumerKey.MAX_ID;
            long id = possible && !keys.containsKey(key.id()) ? key.id() : nextId();
            put(key.withId(id));
            imported.add(id);
            return true;
        }
        if (known.revokedAt() != null || !imported.contains(known.id())) {
            return false;
        }
        ConsumerKey merged = known.updatedBy(key);
        if (merged.equals(known)) {
            return false;
        }
        replace(merged);
        return true;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }

    /// What is written belongs to the revision that comes next.
    private void replace(ConsumerKey key) {
        keys.put(key.id(), key);
        changedIn.put(key.id(), revision + 1);
    }

    private void put(ConsumerKey key) {
        replace(key);
        ids.put(key.keyHash(), key.id());
    }

    private @Nullable ConsumerKey byHash(String hash) {
        Long id = ids.get(hash);
        return id == null ? null : keys.get(id);
    }

    private long nextId() {
        return keys.isEmpty() ? 1 : keys.lastKey() + 1;
    }
}
