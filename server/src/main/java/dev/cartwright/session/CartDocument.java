package dev.cartwright.session;

import dev.cartwright.cart.Cart;

/// The contents of a stored session.
public sealed interface CartDocument {
    record Readable(Cart cart) implements CartDocument {}

    /// Could not be decoded, and is kept as it came.
    ///
    /// @param reason one line without any of the contents
    /// @param raw the bytes as they were found
    record Unreadable(String reason, byte[] raw) implements CartDocument {}
}
