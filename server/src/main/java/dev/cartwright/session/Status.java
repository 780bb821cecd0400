package dev.cartwright.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Where a session stands in its life at a moment.
public enum Status {
    /// More than six hours to live.
    ACTIVE,
    /// Six hours or less to live.
    EXPIRING,
    /// Its expiry has come; still listed, nothing is purged by itself.
    EXPIRED,
    /// Deleted, and not yet for good.
    TRASH;

    /// As CoCart's own admin tools draw the line.
    public static final Duration EXPIRING_WINDOW = Duration.ofHours(6);

    public static Status at(Instant now, Instant expiry, boolean trashed) {
        if (trashed) {
            return TRASH;
        }
        if (!expiry.isAfter(now)) {
            return EXPIRED;
        }
        return expiry.isAfter(now.plus(EXPIRING_WINDOW)) ? ACTIVE : EXPIRING;
    }

    /// As written on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> parse(String word) {
        for (Status status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
