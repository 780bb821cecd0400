package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Our own keeping of keys whose truth is another system's: which keys there are, and what is said
/// of them in its words. What only we know of a key lies beside that.
///
/// Each implementation passes `KeyCopiesContract`.
public interface KeyCopies extends ConsumerKeyStore {
    /// Stores a key that was just made in the other system, with its id there when that is free
    /// here. It takes the place of a copy that somebody has made in between.
    ConsumerKey createCopy(ConsumerKey key, Actor actor);

    /// As [ConsumerKeyStore#change].
    ///
    /// @param successorId for the key that takes the place of this one, where the id is free
    Optional<Ruling> change(
            long id, Function<ConsumerKey, Ruling> judge, long successorId, Actor actor);

    /// Takes over what the other system says of these keys, by hash, also where something was
    /// changed here: owner, description, permission and secret. Nothing is revived but a key that
    /// was disabled since its owner was gone, and has another now, and one that was missing
    /// ([KeyAct#MISS]) and is there again with the same secret. Returns how many were created or
    /// changed.
    int follow(List<ConsumerKey> keys, Actor actor);

    /// Notes that keys were used elsewhere too, without telling anybody that they changed.
    ///
    /// @param uses by id
    void noteAccess(Map<Long, Instant> uses);
}
