package dev.cartwright.session;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;

/// What a session shall be after a write; the store adds id and version and derives the columns
/// that lists are filtered by.
public record SessionDraft(CartKey key, Owner owner, Times times, String source, Cart cart) {
    /// `cart_source VARCHAR(200)` in CoCart's table.
    public static final int MAX_SOURCE_LENGTH = 200;

    public SessionDraft {
        if (source.length() > MAX_SOURCE_LENGTH) {
            throw new IllegalArgumentException("source is longer than " + MAX_SOURCE_LENGTH);
        }
    }
}
