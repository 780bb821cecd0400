package dev.cartwright.store.woocommerce;

import java.time.Instant;

/// Remembers over restarts up to when the index knows all changes of the shop.
public interface SweptAt {
    /// The beginning of time when it never did.
    Instant last();

    /// Where in the shop's binary log to go on, as it was told to [#keep]; empty when nowhere.
    String place();

    /// How the rows of the index were read, as it was told to [#keep]; empty when nobody knows.
    String reader();

    /// @param place one line
    /// @param reader one line
    void keep(Instant moment, String place, String reader);
}
