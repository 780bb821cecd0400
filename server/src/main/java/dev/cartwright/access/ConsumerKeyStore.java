package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Keeps consumer keys. Each implementation passes `ConsumerKeyStoreContract`.
public interface ConsumerKeyStore {
    /// All keys by id, revoked ones too: keys are few.
    List<ConsumerKey> all();

    /// By id, all keys that were made or changed after the store had this revision; others may be
    /// among them. When a key was used last is no change.
    ///
    /// @param revision -1 for all keys
    List<ConsumerKey> changedSince(long revision);

    Optional<ConsumerKey> find(long id);

    /// Stores a new key; the given id is ignored and the store's own returned. The key's hash must
    /// not be taken.
    ConsumerKey create(ConsumerKey key, Actor actor);

    /// As [#create(ConsumerKey, Actor)], for a store whose keys another system has to know too.
    ///
    /// @param secret the sealed one in plain; nobody else keeps it
    default ConsumerKey create(ConsumerKey key, String secret, Actor actor) {
        return create(key, actor);
    }

    /// Looks at a key and does what is ruled, while nobody else changes it. Empty when there is no
    /// key with this id.
    ///
    /// @param judge may be asked more than once, so it only looks
    Optional<Ruling> change(long id, Function<ConsumerKey, Ruling> judge, Actor actor);

    /// As [#change(long, Function, Actor)], for a store whose keys another system has to know too.
    ///
    /// @param successorSecret of the key that may take the place of this one, in plain; nobody else
    ///     keeps it
    default Optional<Ruling> change(
            long id, Function<ConsumerKey, Ruling> judge, String successorSecret, Actor actor) {
        return change(id, judge, actor);
    }

    /// Marks it as revoked from now on. False, and nothing happens, when there is no valid key with
    /// this id.
    boolean revoke(long id, Actor actor);

    /// Puts a new seal of the same secret in the place of the old one; nothing happens when
    /// there is another seal by now.
    void reseal(long id, SealedSecret old, SealedSecret fresh, Actor actor);

    /// Takes over keys from another system, by hash: new ones are created (with their id when it is
    /// free), those of an earlier import are updated unless they were changed here, revoked ones
    /// are not revived. Returns how
    /// many were created or changed.
    int importAll(List<ConsumerKey> keys, Actor actor);

    /// Rises with every change of keys, by any process.
    long revision();
}
