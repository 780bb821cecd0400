package dev.cartwright.session;

/// How an attempt to take a session out of trash ended.
public sealed interface Restoration {
    record Restored(StoredSession session) implements Restoration {}

    /// A live cart has this key; nothing was changed.
    record KeyTaken() implements Restoration {}

    /// Nothing in trash has this key.
    record NotFound() implements Restoration {}
}
