package dev.cartwright.outage;

import org.jspecify.annotations.Nullable;

/// A write was asked for that this installation has no right to do. Reading goes on.
public final class ReadOnly extends RuntimeException {
    /// @param message may be shown to those who may write: which right is missing, and on what
    public ReadOnly(String message) {
        this(message, null);
    }

    public ReadOnly(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
