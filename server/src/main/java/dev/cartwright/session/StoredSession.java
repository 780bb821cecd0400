package dev.cartwright.session;

/// A session with its contents.
public record StoredSession(Session session, CartDocument document) {}
