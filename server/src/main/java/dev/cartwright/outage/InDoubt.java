package dev.cartwright.outage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The connection to a database was lost while it was told to keep a change: that was done as a
/// whole or not at all, and nobody can tell which. Whoever asked has to look.
public final class InDoubt extends RuntimeException {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    public InDoubt(@Nullable Throwable cause) {
        super(
                "The database was lost while it kept this change."
                        + " Please look whether it did, before you try again.",
                cause);
    }

    /// When it may be worth to look, a guess.
    public Duration retryAfter() {
        return RETRY_AFTER;
    }
}
