package dev.cartwright.shop;

import dev.cartwright.event.Actor;
import java.util.List;

/// Our own keeping of what another system says of the shop. What is so already is no change, and
/// nobody is told of it.
///
/// Each implementation passes `ShopCopiesContract`.
public interface ShopCopies extends ShopStore {
    boolean followSettings(ShopSettings settings, Actor actor);

    /// Of the products with an id after `afterId` and up to `lastId` these, and no others; at most
    /// 1000 a call. Returns how many were created, changed or removed.
    int followProducts(long afterId, long lastId, List<Product> products, Actor actor);

    /// These coupons and no others; of several with one code the last. Returns how many were
    /// created, changed or removed.
    int followCoupons(List<Coupon> coupons, Actor actor);
}
