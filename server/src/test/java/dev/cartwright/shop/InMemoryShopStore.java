package dev.cartwright.shop;

import dev.cartwright.event.Actor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Keeps what is known of the shop in memory, for tests.
public final class InMemoryShopStore implements ShopStore {
    private final Map<Long, Product> products = new HashMap<>();
    private final Map<String, Coupon> coupons = new HashMap<>();
    private ShopSettings settings = ShopSettings.DEFAULT;
    private long revision;

    @Override
    public synchronized ShopSettings settings() {
        return settings;
    }

    @Override
    public synchronized void importSettings(ShopSettings imported, Actor actor) {
        settings = imported;
        revision++;
    }

    @Override
    public synchronized Optional<Product> product(long id) {
        return Optional.ofNullable(products.get(id));
    }

    @Override
    public synchronized boolean anyProducts() {
        return !products.isEmpty();
    }

    @Override
    public synchronized Optional<Coupon> coupon(String code) {
        return Optional.ofNullable(coupons.get(code.toLowerCase(Locale.ROOT)));
    }

    @Override
    public synchronized boolean anyCoupons() {
        return !coupons.isEmpty();
    }

    @Override
    public synchronized void importProducts(List<Product> imported, Actor actor) {
        if (imported.size() > 1000) {
            throw new IllegalArgumentException(
                    "at most 1000 products a call, not " + imported.size());
        }
        imported.forEach(product -> products.put(product.id(), product));
        revision++;
    }

    @Override
    public synchronized void importCoupons(List<Coupon> imported, Actor actor) {
        imported.forEach(coupon -> coupons.put(coupon.code().toLowerCase(Locale.ROOT), coupon));
        revision++;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }
}
