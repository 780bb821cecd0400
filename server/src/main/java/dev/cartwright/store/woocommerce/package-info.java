/// A living WooCommerce shop's own tables, over JDBC. Nothing here creates or changes tables: they
/// belong to WordPress. What a row means is known to the package `woocommerce`.
@NullMarked
package dev.cartwright.store.woocommerce;

import org.jspecify.annotations.NullMarked;
