package dev.cartwright.client;

import java.math.BigDecimal;

/// An item with all that the shop knows about it.
///
/// Amounts are in minor units of the cart's currency, as CoCart sends them here.
///
/// @param raw everything the server sent
public record DetailedItem(JsonObject raw) {
    public String itemKey() {
        return raw.textOrEmpty("item_key");
    }

    /// Of the variation, or else of the product.
    public long id() {
        return raw.numberOrZero("id");
    }

    public String name() {
        return raw.textOrEmpty("name");
    }

    public String title() {
        return raw.textOrEmpty("title");
    }

    public String slug() {
        return raw.textOrEmpty("slug");
    }

    public String sku() {
        return raw.object("meta").textOrEmpty("sku");
    }

    public BigDecimal quantity() {
        return raw.object("quantity").decimal("value").orElse(BigDecimal.ZERO);
    }

    /// Of one, in minor units.
    public long price() {
        return raw.numberOrZero("price");
    }

    /// Of the line without tax, in minor units.
    public long total() {
        return raw.object("totals").numberOrZero("total");
    }

    /// Of the line, in minor units.
    public long tax() {
        return raw.object("totals").numberOrZero("tax");
    }

    /// What extensions and the shopper added.
    public JsonObject data() {
        return raw.object("cart_item_data");
    }
}
