package dev.cartwright.cart;

/// A fee on the whole cart.
///
/// @param key as stored; unique within the cart
/// @param amount minor units without tax; negative for a discount
/// @param tax minor units
public record Fee(String key, String name, long amount, long tax) {}
