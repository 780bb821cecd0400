package dev.cartwright.session;

/// What a diagnosis asks about the rest of the shop; `App` supplies it.
public interface ShopFacts {
    enum Availability {
        PURCHASABLE,
        UNAVAILABLE,
        UNKNOWN
    }

    /// `PURCHASABLE` also when the shop's catalogue is not known here at all.
    Availability product(long catalogueId);

    /// True also when the shop's coupons are not known here at all.
    boolean couponKnown(String code);

    /// True for every user id that is known.
    boolean userKnown(long userId);
}
