package dev.cartwright.woocommerce;

import dev.cartwright.session.Times;
import java.time.Duration;
import java.time.Instant;

/// A cart's four clocks, of which the tables keep two at most.
///
/// Both plugins push the expiry with the shopper's acts: by seven days in CoCart, by two in
/// WooCommerce. So the last act is guessed back from it, and marked as a guess.
final class CartTimes {
    static final String WOOCOMMERCE = "woocommerce";

    /// JSON's greatest exact whole number; a clock beyond it is a mistake anyway.
    private static final long MAX_SECONDS = (1L << 53) - 1;

    private CartTimes() {}

    /// @param created epoch seconds, 0 for unknown
    /// @param expiry epoch seconds
    static Times of(long created, long expiry, String source, Instant now) {
        Instant end = end(expiry);
        Duration life = Duration.ofDays(source.equals(WOOCOMMERCE) ? 2 : 7);
        Instant guess = earlier(later(end.minus(life), Instant.EPOCH), now);
        Instant begin = created > 0 ? Instant.ofEpochSecond(Math.min(created, MAX_SECONDS)) : guess;
        Instant activity = later(guess, begin);
        return new Times(begin, activity, activity, end, true);
    }

    static Instant end(long expiry) {
        return Instant.ofEpochSecond(Math.min(expiry, MAX_SECONDS));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
