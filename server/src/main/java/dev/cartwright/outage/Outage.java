package dev.cartwright.outage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Something needed is not there now and will be again: a database that is down, starting or
/// overburdened, an index that is being built. Nothing was answered wrongly, nothing was done by
/// half; asking again later is right.
public final class Outage extends RuntimeException {
    private final Duration retryAfter;

    /// @param message may be shown to anybody: no secrets, addresses or contents
    /// @param retryAfter a guess, positive
    public Outage(String message, Duration retryAfter) {
        this(message, retryAfter, null);
    }

    public Outage(String message, Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }

    /// For a header: whole seconds, rounded up, at least one.
    public long retryAfterSeconds() {
        return Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
