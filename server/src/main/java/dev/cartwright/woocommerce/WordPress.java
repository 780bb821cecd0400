package dev.cartwright.woocommerce;

import java.util.Set;

/// Names that every WordPress with WooCommerce knows.
final class WordPress {
    static final Set<String> ROLES =
            Set.of(
                    "administrator",
                    "editor",
                    "author",
                    "contributor",
                    "subscriber",
                    "customer",
                    "shop_manager");

    private WordPress() {}
}
