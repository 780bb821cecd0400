package dev.cartwright.shop;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;

/// Keeps what an import brought of the shop. Each implementation passes `ShopStoreContract`.
public interface ShopStore {
    /// [ShopSettings#DEFAULT] before the first import.
    ShopSettings settings();

    void importSettings(ShopSettings settings, Actor actor);

    Optional<Product> product(long id);

    boolean anyProducts();

    /// Without regard to case.
    Optional<Coupon> coupon(String code);

    boolean anyCoupons();

    /// Adds products, or replaces those with the same id; at most 1000 a call.
    void importProducts(List<Product> products, Actor actor);

    /// Adds coupons, or replaces those with the same code.
    void importCoupons(List<Coupon> coupons, Actor actor);

    /// Rises with every change, by any process.
    long revision();
}
