package dev.cartwright;

import dev.cartwright.access.UserStore;
import dev.cartwright.session.ShopFacts;
import dev.cartwright.shop.ShopStore;

/// What a diagnosis asks about the shop, from what was imported of it.
record KnownShop(ShopStore shop, UserStore users) implements ShopFacts {
    @Override
    public Availability product(long catalogueId) {
        return shop.product(catalogueId)
                .map(
                        product ->
                                product.purchasable()
                                        ? Availability.PURCHASABLE
                                        : Availability.UNAVAILABLE)
                .orElseGet(
                        () -> shop.anyProducts() ? Availability.UNKNOWN : Availability.PURCHASABLE);
    }

    @Override
    public boolean couponKnown(String code) {
        return shop.coupon(code).isPresent() || !shop.anyCoupons();
    }

    @Override
    public boolean userKnown(long userId) {
        return users.find(userId).isPresent();
    }
}
