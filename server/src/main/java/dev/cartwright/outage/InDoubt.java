package dev.cartwright.outage;

import org.jspecify.annotations.Nullable;

/// The connection to a database was lost while it was told to keep a change: that was done as a
/// whole or not at all, and nobody can tell which. Whoever asked has to look.
public final class InDoubt extends RuntimeException {
    public InDoubt(@Nullable Throwable cause) {
        super(
                "The database was lost while it kept this change."
                        + " Please look whether it did, before you try again.",
                cause);
    }
}
