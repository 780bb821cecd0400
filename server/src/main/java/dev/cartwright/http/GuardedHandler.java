package dev.cartwright.http;

import dev.cartwright.access.Principal;

/// Answers a request of a caller who was found to be allowed; only [Guard] makes a [Handler] of it,
/// so that no guarded endpoint can be registered without saying who may call it.
@FunctionalInterface
public interface GuardedHandler {
    Response handle(Request request, Principal caller);

    /// How much a request weighs against the caller's limit.
    default long cost(Request request) {
        return Cost.ONE.of(request);
    }
}
