package dev.cartwright.planted.cart;

import dev.cartwright.session.SessionStore;

/// Breaks the layout on purpose: `ArchitectureTest` must find it.
public record ReachesUp(SessionStore store) {}
