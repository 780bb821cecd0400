package dev.cartwright.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.Times;

/// A cart as a shop's table takes it.
///
/// @param source see [dev.cartwright.session.Session]
/// @param hash WooCommerce's cart hash; may be empty
/// @param value serialised by PHP's rules, or the bytes of a cart that could never be read
public record ExportedCart(CartKey key, Times times, String source, String hash, byte[] value) {}
