package dev.cartwright.client;

import java.math.BigDecimal;

/// An item as lists show it.
///
/// @param raw everything the server sent
public record CartItem(JsonObject raw) {
    public String itemKey() {
        return raw.textOrEmpty("item_key");
    }

    public long productId() {
        return raw.numberOrZero("product_id");
    }

    /// 0 for a product without variations.
    public long variationId() {
        return raw.numberOrZero("variation_id");
    }

    public BigDecimal quantity() {
        return raw.decimal("quantity").orElse(BigDecimal.ZERO);
    }

    public String name() {
        return raw.textOrEmpty("name");
    }

    public String sku() {
        return raw.textOrEmpty("sku");
    }

    /// What was chosen, by attribute.
    public JsonObject variation() {
        return raw.object("variation");
    }

    /// Before discounts.
    public BigDecimal lineSubtotal() {
        return raw.decimal("line_subtotal").orElse(BigDecimal.ZERO);
    }

    public BigDecimal lineTotal() {
        return raw.decimal("line_total").orElse(BigDecimal.ZERO);
    }

    public BigDecimal lineTax() {
        return raw.decimal("line_tax").orElse(BigDecimal.ZERO);
    }
}
