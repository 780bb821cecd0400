package dev.cartwright.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where a key stands in its life, and why.
///
/// @param reason null for an active key
public record KeyStatus(Word word, @Nullable Reason reason) {
    /// So long before its end a key is said to be expiring.
    public static final Duration EXPIRING_WITHIN = Duration.ofDays(14);

    private static final KeyStatus ACTIVE = new KeyStatus(Word.ACTIVE, null);

    public enum Word {
        ACTIVE,
        /// Still valid; its end is near or certain.
        EXPIRING,
        EXPIRED,
        DISABLED,
        REVOKED;

        /// As written on the wire.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Reason {
        /// Its own date.
        EXPIRES,
        /// Another key takes its place.
        ROLLED,
        BY_HAND,
        UNUSED,
        EXPOSED,
        OWNER_GONE,
        /// The shop has it no more.
        MISSING,
        /// It came with a permission that allows nothing.
        IMPORTED;

        /// As written on the wire.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param ownerPresent whether its user exists
    public static KeyStatus of(ConsumerKey key, boolean ownerPresent, Instant now) {
        KeyState state = key.state();
        if (state.revokedAt() != null) {
            return new KeyStatus(Word.REVOKED, null);
        }
        KeyState.Disabled disabled = state.disabled();
        if (disabled != null) {
            return new KeyStatus(Word.DISABLED, Reason.valueOf(disabled.reason().name()));
        }
        if (key.permission() == null) {
            return new KeyStatus(Word.DISABLED, Reason.IMPORTED);
        }
        if (!ownerPresent) {
            return new KeyStatus(Word.DISABLED, Reason.OWNER_GONE);
        }
        return byTime(key, now);
    }

    private static KeyStatus byTime(ConsumerKey key, Instant now) {
        KeyState.Rolled rolled = key.state().rolled();
        if (rolled != null && rolled.endedAt(now)) {
            return new KeyStatus(Word.EXPIRED, Reason.ROLLED);
        }
        Instant expires = key.terms().expires();
        if (expires != null && !now.isBefore(expires)) {
            return new KeyStatus(Word.EXPIRED, Reason.EXPIRES);
        }
        if (rolled != null) {
            return new KeyStatus(Word.EXPIRING, Reason.ROLLED);
        }
        return expires != null && !now.isBefore(expires.minus(EXPIRING_WITHIN))
                ? new KeyStatus(Word.EXPIRING, Reason.EXPIRES)
                : ACTIVE;
    }
}
