package dev.cartwright;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Recorded carts have expired long ago, and get some time when they are restored into a shop.
public final class CartEnd {
    private CartEnd() {}

    /// The element but for what tells of its end.
    public static JsonNode without(JsonNode cart) {
        return ((ObjectNode) cart)
                .without(List.of("cart_expiry", "session_expiry", "cart_status", "problems"));
    }
}
