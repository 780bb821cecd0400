package dev.cartwright;

import dev.cartwright.session.ShopFacts;
import dev.cartwright.shop.ShopStore;
import java.util.function.LongPredicate;

/// What a diagnosis asks about the shop, from what was imported of it.
///
/// @param users whether there is one with this id
record KnownShop(ShopStore shop, LongPredicate users) implements ShopFacts {
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
        return users.test(userId);
    }
}
