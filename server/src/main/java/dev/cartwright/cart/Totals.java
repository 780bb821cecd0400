package dev.cartwright.cart;

/// What a cart comes to, all in minor units of the cart's currency.
public record Totals(
        long subtotal,
        long subtotalTax,
        long discountTotal,
        long discountTax,
        long shippingTotal,
        long shippingTax,
        long feeTotal,
        long feeTax,
        long total,
        long totalTax) {
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
