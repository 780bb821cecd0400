package dev.cartwright.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that happened, kept in the order of its happening.
///
/// @param sequence rises with every event of the store, without promise of being gapless
/// @param subject what it happened to: a session's id, a key's id, a user's id
/// @param detail a JSON object, see [Detail]; null when the type says it all
public record Event(
        long sequence, Instant at, Actor actor, Type type, long subject, @Nullable String detail) {
    public enum Type {
        CART_CREATED,
        CART_UPDATED,
        CART_IMPORTED,
        CART_TRASHED,
        CART_RESTORED,
        CART_PURGED,
        KEY_CREATED,
        KEY_REVOKED,
        KEY_IMPORTED,
        KEY_CHANGED,
        KEY_ROLLED,
        /// The time in which a rolled key was still valid is over.
        KEY_ENDED,
        KEY_DISABLED,
        KEY_ENABLED,
        KEY_EXPOSED,
        /// It was said that the key will be disabled because nobody uses it.
        KEY_NOTICED,
        /// Its secret lies under a newer pepper.
        KEY_RESEALED,
        /// Of a pepper in the key file, whose number is the subject, as in the next two.
        SECRETS_ROTATED,
        /// One that waited seals from now on.
        SECRETS_STARTED,
        SECRETS_RETIRED,
        USER_CREATED,
        USER_IMPORTED,
        USER_DELETED,
        /// Of no single role: the subject is 0.
        ROLES_IMPORTED,
        /// Settings, products or coupons: the subject is 0.
        SHOP_IMPORTED
    }
}
