package dev.cartwright.outage;

/// What was asked for does not go with what is there now: somebody else changed it again and again
/// while we tried, or it cannot be held. Nothing was done.
public final class Contended extends RuntimeException {
    /// @param message may be shown to anybody
    public Contended(String message) {
        super(message);
    }
}
