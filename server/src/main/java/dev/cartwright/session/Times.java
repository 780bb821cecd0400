package dev.cartwright.session;

import java.time.Instant;

/// A session's four clocks, kept apart. Whole seconds; the tables of CoCart keep no more.
///
/// @param created when the cart came to be
/// @param lastActivity the shopper's own last act; nothing else moves it
/// @param updated the last change by anybody
/// @param expiry the moment from which the cart counts as expired, inclusive
/// @param estimated true while an import had to guess some of them
public record Times(
        Instant created, Instant lastActivity, Instant updated, Instant expiry, boolean estimated) {
    /// The same with another end.
    public Times expiring(Instant end) {
        return new Times(created, lastActivity, updated, end, estimated);
    }
}
