package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import java.util.List;

/// Which sessions a bulk operation means.
public sealed interface Selection {
    /// At most this many sessions are touched by one call.
    int MAX = 1000;

    /// How many sessions one call may touch at most.
    int limit();

    /// Live sessions with these keys; unknown ones are passed over. Deleting for good takes the
    /// newest in trash where no live one has the key, as for a single session.
    record Keys(List<CartKey> keys) implements Selection {
        public Keys {
            keys = List.copyOf(keys);
            if (keys.size() > MAX) {
                throw new IllegalArgumentException("at most %d keys".formatted(MAX));
            }
        }

        @Override
        public int limit() {
            return MAX;
        }
    }

    /// Whatever the filter matches, oldest first.
    ///
    /// @param limit how many at most, 1 to [#MAX]: a short step keeps other writers going
    record Matching(SessionFilter filter, int limit) implements Selection {
        public Matching {
            if (limit < 1 || limit > MAX) {
                throw new IllegalArgumentException("limit must be 1 to %d".formatted(MAX));
            }
        }

        public Matching(SessionFilter filter) {
            this(filter, MAX);
        }
    }
}
