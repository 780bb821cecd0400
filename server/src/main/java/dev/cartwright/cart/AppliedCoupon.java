package dev.cartwright.cart;

/// A coupon the shopper entered, and what it really saves.
///
/// @param code lower case, as WooCommerce stores it
/// @param saving minor units without tax, never negative
/// @param savingTax minor units
public record AppliedCoupon(String code, long saving, long savingTax) {}
