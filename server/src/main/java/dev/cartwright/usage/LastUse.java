package dev.cartwright.usage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a key was last used, and by whom.
///
/// @param client what the caller calls itself: printable, at most 100 characters, without secrets
public record LastUse(Instant at, String address, String client) {
    static @Nullable LastUse laterOf(@Nullable LastUse one, @Nullable LastUse other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.at.isAfter(other.at) ? one : other;
    }
}
