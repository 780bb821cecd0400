package dev.cartwright.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries are wanted: all conditions together, null for no condition.
///
/// @param key acts with this key, and acts on it
/// @param user acts on this user
/// @param session acts on the cart with this id
/// @param type exact word of the type
/// @param since inclusive
public record EntryFilter(
        @Nullable Long key,
        @Nullable Long user,
        @Nullable Long session,
        @Nullable String type,
        @Nullable Instant since) {
    public static final EntryFilter ALL = new EntryFilter(null, null, null, null, null);
}
