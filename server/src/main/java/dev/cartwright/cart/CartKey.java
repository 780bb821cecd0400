package dev.cartwright.cart;

import java.util.Optional;

/// Names one shopper's cart: a user id for a signed-in customer, otherwise a random string.
///
/// Compared to the letter; the recorded plugin's collation ignored case, which is one of its bugs.
public record CartKey(String value) implements Comparable<CartKey> {
    /// `cart_key CHAR(42)` in CoCart's table.
    public static final int MAX_LENGTH = 42;

    private static final int MASK_LENGTH = 4;

    public CartKey {
        if (!valid(value)) {
            throw new IllegalArgumentException(
                    "a cart key has 1 to %d characters of A-Z a-z 0-9 _ -".formatted(MAX_LENGTH));
        }
    }

    /// Empty when the text cannot be a cart key, as with a hostile path or a foreign row.
    public static Optional<CartKey> parse(String text) {
        return valid(text) ? Optional.of(new CartKey(text)) : Optional.empty();
    }

    private static boolean valid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z'
                            || c >= '0' && c <= '9'
                            || c >= 'A' && c <= 'Z'
                            || c == '_'
                            || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /// The first four characters, for logs: who knows a guest's whole key has the cart.
    public String masked() {
        return value.length() <= MASK_LENGTH ? "…" : value.substring(0, MASK_LENGTH) + "…";
    }

    @Override
    public int compareTo(CartKey other) {
        return value.compareTo(other.value);
    }

    /// Masked, so that a key never reaches a log by accident.
    @Override
    public String toString() {
        return masked();
    }
}
