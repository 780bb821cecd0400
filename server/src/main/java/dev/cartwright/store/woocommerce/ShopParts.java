package dev.cartwright.store.woocommerce;

/// What reads a shop's carts, made once.
record ShopParts(
        CartLayouts layouts, ShopCarts carts, ShopPeople people, KeyGuards guards, ShopView view) {}
