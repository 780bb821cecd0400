package dev.cartwright.client;

import java.math.BigDecimal;

/// Amounts of a cart, in units of its currency: exact, never floating point.
///
/// @param raw everything the server sent
public record CartTotals(JsonObject raw) {
    public BigDecimal subtotal() {
        return amount("subtotal");
    }

    public BigDecimal discountTotal() {
        return amount("discount_total");
    }

    public BigDecimal shippingTotal() {
        return amount("shipping_total");
    }

    public BigDecimal feeTotal() {
        return amount("fee_total");
    }

    public BigDecimal totalTax() {
        return amount("total_tax");
    }

    public BigDecimal total() {
        return amount("total");
    }

    private BigDecimal amount(String name) {
        return raw.decimal(name).orElse(BigDecimal.ZERO);
    }
}
