package dev.cartwright.store.woocommerce;

import dev.cartwright.woocommerce.CartTarget;
import dev.cartwright.woocommerce.ExportedCart;
import java.util.List;

/// The first table of carts that a living shop has.
public final class ShopCartTarget implements CartTarget {
    private final ShopSaves saves;

    public ShopCartTarget(WooDatabase shop) {
        saves = new ShopSaves(shop, new ShopCarts(shop, new CartLayouts(shop)));
    }

    @Override
    public List<Outcome> add(List<ExportedCart> carts) {
        return saves.add(carts);
    }
}
