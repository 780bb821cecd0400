/// What a shopper wants to buy: items, totals, coupons, fees and the customer, as plain values.
///
/// Nothing here knows where a cart is kept or how it looks on the wire. Imports the JDK alone.
@NullMarked
package dev.cartwright.cart;

import org.jspecify.annotations.NullMarked;
