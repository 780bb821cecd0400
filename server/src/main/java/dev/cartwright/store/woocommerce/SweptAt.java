package dev.cartwright.store.woocommerce;

import java.time.Instant;

/// Remembers over restarts up to when the index knows all changes of the shop.
public interface SweptAt {
    /// The beginning of time when it never did.
    Instant last();

    void keep(Instant moment);
}
