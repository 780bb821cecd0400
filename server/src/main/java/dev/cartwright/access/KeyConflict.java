package dev.cartwright.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why something cannot be done with a key as it is now.
public enum KeyConflict {
    KEY_REVOKED("The key has been revoked."),
    KEY_EXPIRED("The key has expired."),
    KEY_ROLLED("The key has been rolled already."),
    KEY_NOT_ROLLED("The key has not been rolled, so there is nothing to end."),
    KEY_DISABLED("The key is disabled; enable it first."),
    KEY_EXPOSED("The secret of this key is known to others; roll the key instead."),
    OWNER_GONE("The key's user is gone; give the key to another user first."),
    KEY_MISSING("The shop has this key no more; make a new one."),
    /// Whoever asks has less than the key.
    OUT_OF_REACH("The key has more than the one that asks."),
    ALLOWS_NOTHING("The key has no permission; give it one first.");

    private final String text;

    KeyConflict(String text) {
        this.text = text;
    }

    /// For programs: `key_revoked`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// For people.
    public String text() {
        return text;
    }

    /// Of a disabled key.
    static KeyConflict of(KeyStatus.@Nullable Reason disabled) {
        return switch (disabled) {
            case IMPORTED -> ALLOWS_NOTHING;
            case OWNER_GONE -> OWNER_GONE;
            case EXPOSED -> KEY_EXPOSED;
            case MISSING -> KEY_MISSING;
            case null -> KEY_DISABLED;
            case BY_HAND, UNUSED, EXPIRES, ROLLED -> KEY_DISABLED;
        };
    }
}
