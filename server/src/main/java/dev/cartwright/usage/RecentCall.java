package dev.cartwright.usage;

import java.time.Instant;

/// A call as it is remembered for a while.
///
/// @param client printable, at most 100 characters, without secrets
public record RecentCall(
        Instant at,
        String method,
        String route,
        int status,
        long micros,
        String address,
        String client,
        String requestId) {
    LastUse lastUse() {
        return new LastUse(at, address, client);
    }
}
