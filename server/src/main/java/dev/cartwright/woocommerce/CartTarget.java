package dev.cartwright.woocommerce;

import java.util.List;

/// A shop's table of carts, which carts are written back into.
public interface CartTarget {
    enum Outcome {
        WRITTEN,
        /// A cart of that key, or of one that the shop takes for the same, stays as it is.
        KEPT_THEIRS,
        /// The shop's table has no place for a key of this length.
        KEY_TOO_LONG
    }

    /// Adds those that are not there, in one transaction. One outcome for each, in order.
    List<Outcome> add(List<ExportedCart> carts);
}
