package dev.cartwright.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every keeping of another system's facts promises beside [ShopStoreContract].
public interface ShopCopiesContract extends ShopStoreContract {
    @Override
    ShopCopies store();

    @Test
    default void inARangeOfIdsOnlyTheseProductsRemain() {
        store().importProducts(
                        List.of(named(1, "a"), named(5, "b"), named(6, "c"), named(9, "d")),
                        Actor.IMPORT);
        var now = List.of(named(5, "b"), named(6, "changed"), named(8, "new"));
        assertThat(store().followProducts(1, 9, now, Actor.SYSTEM)).isEqualTo(3);
        assertThat(store().product(1)).isPresent();
        assertThat(store().product(6)).contains(named(6, "changed"));
        assertThat(store().product(8)).isPresent();
        assertThat(store().product(9)).isEmpty();
        long revision = store().revision();
        assertThat(store().followProducts(1, 9, now, Actor.SYSTEM)).isZero();
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    default void onlyTheseCouponsRemain() {
        var ten = new Coupon(3, "ten", "percent", "10", true);
        store().importCoupons(
                        List.of(ten, new Coupon(4, "gone", "percent", "1", true)), Actor.IMPORT);
        var five = new Coupon(5, "FIVE", "fixed_cart", "5", false);
        assertThat(store().followCoupons(List.of(ten, five), Actor.SYSTEM)).isEqualTo(2);
        assertThat(store().coupon("gone")).isEmpty();
        assertThat(store().coupon("ten")).contains(ten);
        assertThat(store().coupon("five")).isPresent();
        assertThat(store().followCoupons(List.of(), Actor.SYSTEM)).isEqualTo(2);
        assertThat(store().anyCoupons()).isFalse();
    }

    @Test
    default void theSameSettingsAreNoChange() {
        ShopSettings usual = ShopSettings.DEFAULT;
        assertThat(store().followSettings(usual, Actor.SYSTEM)).isTrue();
        long revision = store().revision();
        assertThat(store().followSettings(usual, Actor.SYSTEM)).isFalse();
        assertThat(store().revision()).isEqualTo(revision);
    }

    private static Product named(long id, String name) {
        return new Product(
                id, 0, "simple", name, name, name, "", 100L, "", "", "", "", "", false, false, "no",
                "instock", null, true, Map.of());
    }
}
