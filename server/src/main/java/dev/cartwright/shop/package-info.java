/// What is known of the shop itself: its settings, products and coupons, read-only.
///
/// No SQL, HTTP or JSON here, and nothing of the other features.
@NullMarked
package dev.cartwright.shop;

import org.jspecify.annotations.NullMarked;
