package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;

/// Keeps consumer keys. Each implementation passes `ConsumerKeyStoreContract`.
public interface ConsumerKeyStore {
    /// All keys by id, revoked ones too: keys are few.
    List<ConsumerKey> all();

    Optional<ConsumerKey> find(long id);

    /// Stores a new key; the given id is ignored and the store's own returned. The key's hash must
    /// not be taken.
    ConsumerKey create(ConsumerKey key, Actor actor);

    /// Marks it as revoked from now on. False, and nothing happens, when there is no valid key with
    /// this id.
    boolean revoke(long id, Actor actor);

    /// Takes over keys from another system, by hash: new ones are created (with their id when it is
    /// free), those of an earlier import are updated, revoked ones are not revived. Returns how
    /// many were created or changed.
    int importAll(List<ConsumerKey> keys, Actor actor);

    /// Rises with every change of keys, by any process.
    long revision();
}
