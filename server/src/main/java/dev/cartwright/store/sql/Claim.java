package dev.cartwright.store.sql;

/// What one has and nobody else, until it is closed.
interface Claim extends AutoCloseable {
    /// Does not fail.
    @Override
    void close();
}
