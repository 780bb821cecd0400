/// Reads what a WooCommerce store wrote: SQL dumps, PHP-serialised carts, keys, users and products,
/// and brings them into our stores.
///
/// Stands on the features as `report` and `job` do; never touches SQL connections or HTTP.
@NullMarked
package dev.cartwright.woocommerce;

import org.jspecify.annotations.NullMarked;
