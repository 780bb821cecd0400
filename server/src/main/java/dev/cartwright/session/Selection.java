package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import java.util.List;

/// Which sessions a bulk operation means.
public sealed interface Selection {
    /// At most this many sessions are touched by one call.
    int MAX = 1000;

    /// Live sessions with these keys; unknown ones are passed over.
    record Keys(List<CartKey> keys) implements Selection {
        public Keys {
            keys = List.copyOf(keys);
            if (keys.size() > MAX) {
                throw new IllegalArgumentException("at most %d keys".formatted(MAX));
            }
        }
    }

    /// Whatever the filter matches, oldest first.
    record Matching(SessionFilter filter) implements Selection {}
}
