package dev.cartwright.shop;

/// A coupon of the shop.
///
/// @param code lower case
/// @param discountType `percent`, `fixed_cart`, `fixed_product`, …
/// @param amount as typed, a decimal
public record Coupon(long id, String code, String discountType, String amount, boolean published) {}
