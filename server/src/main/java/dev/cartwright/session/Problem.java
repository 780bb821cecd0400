package dev.cartwright.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something an operator should know about one session.
///
/// @param message one sentence for people; never contents of the cart
/// @param itemKey the item it is about, null when it is about the cart
public record Problem(Code code, String message, @Nullable String itemKey) {
    public enum Code {
        /// The stored cart could not be decoded.
        UNREADABLE,
        EMPTY,
        EXPIRED,
        /// The total differs from the sum of its parts.
        TOTALS_MISMATCH,
        /// The catalogue has no such product.
        UNKNOWN_PRODUCT,
        /// The product is there but cannot be bought.
        PRODUCT_UNAVAILABLE,
        /// The catalogue has no such coupon.
        UNKNOWN_COUPON,
        /// Some times are guesses of an import.
        ESTIMATED_TIMES,
        /// Part of the answer was left out for its size.
        TRUNCATED,
        /// The cart's user is not known here.
        UNKNOWN_OWNER;

        /// As written on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
