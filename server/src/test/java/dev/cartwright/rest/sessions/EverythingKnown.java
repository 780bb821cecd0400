package dev.cartwright.rest.sessions;

import dev.cartwright.session.ShopFacts;

/// A shop that has every product, coupon and customer, so that no cart has a problem with them.
public final class EverythingKnown implements ShopFacts {
    @Override
    public Availability product(long catalogueId) {
        return Availability.PURCHASABLE;
    }

    @Override
    public boolean couponKnown(String code) {
        return true;
    }

    @Override
    public boolean userKnown(long userId) {
        return true;
    }
}
