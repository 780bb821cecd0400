package dev.cartwright;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.SealedSecret;
import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Changes keys and has the running server look at once.
record SeenAtOnce(ConsumerKeyStore store, ConsumerKeys keysInMemory) implements ConsumerKeyStore {
    @Override
    public List<ConsumerKey> all() {
        return store.all();
    }

    @Override
    public List<ConsumerKey> changedSince(long revision) {
        return store.changedSince(revision);
    }

    @Override
    public Optional<ConsumerKey> find(long id) {
        return store.find(id);
    }

    @Override
    public ConsumerKey create(ConsumerKey key, Actor actor) {
        ConsumerKey created = store.create(key, actor);
        keysInMemory.refreshAfterChange();
        return created;
    }

    @Override
    public ConsumerKey create(ConsumerKey key, String secret, Actor actor) {
        ConsumerKey created = store.create(key, secret, actor);
        keysInMemory.refreshAfterChange();
        return created;
    }

    @Override
    public Optional<Ruling> change(
            long id, Function<ConsumerKey, Ruling> judge, String successorSecret, Actor actor) {
        Optional<Ruling> done = store.change(id, judge, successorSecret, actor);
        keysInMemory.refreshAfterChange();
        return done;
    }

    @Override
    public Optional<Ruling> change(long id, Function<ConsumerKey, Ruling> judge, Actor actor) {
        Optional<Ruling> done = store.change(id, judge, actor);
        keysInMemory.refreshAfterChange();
        return done;
    }

    @Override
    public void reseal(long id, SealedSecret old, SealedSecret fresh, Actor actor) {
        store.reseal(id, old, fresh, actor);
        keysInMemory.refreshAfterChange();
    }

    @Override
    public boolean revoke(long id, Actor actor) {
        boolean revoked = store.revoke(id, actor);
        keysInMemory.refreshAfterChange();
        return revoked;
    }

    @Override
    public int importAll(List<ConsumerKey> keys, Actor actor) {
        int changed = store.importAll(keys, actor);
        keysInMemory.refreshAfterChange();
        return changed;
    }

    @Override
    public long revision() {
        return store.revision();
    }
}
