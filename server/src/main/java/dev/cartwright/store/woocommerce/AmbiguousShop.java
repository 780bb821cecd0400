package dev.cartwright.store.woocommerce;

import java.util.List;

/// Tables of several shops lie in one database, and nobody says which is meant.
public final class AmbiguousShop extends ShopException {
    private static final long serialVersionUID = 1L;

    AmbiguousShop(List<String> prefixes) {
        super(
                "this database holds several shops; set woocommerce-prefix to one of "
                        + String.join(", ", prefixes));
    }
}
