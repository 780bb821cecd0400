package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps consumer keys in memory, for tests.
public final class InMemoryConsumerKeyStore implements ConsumerKeyStore {
    private final InstantSource clock;
    private final TreeMap<Long, ConsumerKey> keys = new TreeMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Set<Long> imported = new HashSet<>();
    private long revision;

    public InMemoryConsumerKeyStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<ConsumerKey> all() {
        return List.copyOf(keys.values());
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
        ConsumerKey stored = withId(key, nextId());
        put(stored);
        revision++;
        return stored;
    }

    @Override
    public synchronized boolean revoke(long id, Actor actor) {
        ConsumerKey key = keys.get(id);
        if (key == null || key.revokedAt() != null) {
            return false;
        }
        keys.put(id, revoked(key, clock.instant()));
        revision++;
        return true;
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
            put(withId(key, id));
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
        keys.put(known.id(), merged);
        return true;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }

    private void put(ConsumerKey key) {
        keys.put(key.id(), key);
        ids.put(key.keyHash(), key.id());
    }

    private @Nullable ConsumerKey byHash(String hash) {
        Long id = ids.get(hash);
        return id == null ? null : keys.get(id);
    }

    private long nextId() {
        return keys.isEmpty() ? 1 : keys.lastKey() + 1;
    }

    private static ConsumerKey withId(ConsumerKey key, long id) {
        return copy(key, id, key.revokedAt());
    }

    private static ConsumerKey revoked(ConsumerKey key, Instant at) {
        return copy(key, key.id(), at);
    }

    private static ConsumerKey copy(ConsumerKey key, long id, @Nullable Instant revokedAt) {
        return new ConsumerKey(
                id,
                key.userId(),
                key.description(),
                key.permission(),
                key.keyHash(),
                key.truncatedKey(),
                key.secret(),
                key.created(),
                key.lastAccess(),
                revokedAt);
    }
}
