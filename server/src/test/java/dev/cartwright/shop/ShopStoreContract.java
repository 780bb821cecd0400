package dev.cartwright.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.Currency;
import dev.cartwright.event.Actor;
import dev.cartwright.shop.Product.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store of the shop's facts promises.
public interface ShopStoreContract {
    /// An empty store.
    ShopStore store();

    @Test
    default void anEmptyStoreHasDefaultSettingsAndNothingElse() {
        assertThat(store().settings()).isEqualTo(ShopSettings.DEFAULT);
        assertThat(store().anyProducts()).isFalse();
        assertThat(store().anyCoupons()).isFalse();
        assertThat(store().product(1)).isEmpty();
        assertThat(store().coupon("x")).isEmpty();
    }

    @Test
    default void settingsComeBackAsImported() {
        for (int unit : new int[] {0, 3}) {
            var currency = new Currency("EUR", "€", unit, ",", "", "", "\u00a0€");
            var settings =
                    new ShopSettings(
                            "Käse & Co",
                            "https://shop.example/wp",
                            currency,
                            "lbs",
                            "in",
                            "+05:30",
                            unit == 0,
                            "https://shop.example/p.png");
            store().importSettings(settings, Actor.IMPORT);
            assertThat(store().settings()).isEqualTo(settings);
        }
    }

    @Test
    default void productsComeBackAsImportedAlsoWhenAskedForBefore() {
        assertThat(store().product(36)).isEmpty();
        Product full = product(36, 1999L, 7);
        Product bare = product(37, null, null);
        store().importProducts(List.of(full, bare), Actor.IMPORT);
        assertThat(store().anyProducts()).isTrue();
        assertThat(store().product(36)).contains(full);
        assertThat(store().product(37)).contains(bare);
        assertThat(List.copyOf(store().product(36).orElseThrow().attributes().keySet()))
                .containsExactly("attribute_pa_size", "attribute_pa_color");
        store().importProducts(List.of(product(36, 2999L, 0)), Actor.IMPORT);
        assertThat(store().product(36)).contains(product(36, 2999L, 0));
    }

    @Test
    default void ofOneIdTwiceInACallTheLastCounts() {
        store().importProducts(List.of(product(5, 1L, 1), product(5, 2L, 2)), Actor.IMPORT);
        assertThat(store().product(5)).contains(product(5, 2L, 2));
        var one = new Coupon(1, "ten", "percent", "10", true);
        var other = new Coupon(2, "ten", "fixed_cart", "10.50", false);
        store().importCoupons(List.of(one, other), Actor.IMPORT);
        assertThat(store().coupon("ten")).contains(other);
    }

    @Test
    default void aThousandProductsFitIntoACallAndNoMore() {
        var many = new ArrayList<Product>();
        for (int id = 1; id <= 1000; id++) {
            many.add(product(id, (long) id, null));
        }
        store().importProducts(many, Actor.IMPORT);
        assertThat(store().product(1000)).contains(product(1000, 1000L, null));
        many.add(product(1001, 1L, null));
        assertThatThrownBy(() -> store().importProducts(many, Actor.IMPORT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store().product(1001)).isEmpty();
    }

    @Test
    default void couponsAreFoundWithoutRegardToCase() {
        assertThat(store().coupon("Ten-Öff")).isEmpty();
        var coupon = new Coupon(9, "ten-öff", "percent", "10", true);
        store().importCoupons(List.of(coupon), Actor.IMPORT);
        assertThat(store().anyCoupons()).isTrue();
        assertThat(store().coupon("Ten-Öff")).contains(coupon);
        assertThat(store().coupon("ten")).isEmpty();
    }

    @Test
    default void everyChangeRaisesTheRevision() {
        var revisions = new ArrayList<Long>();
        revisions.add(store().revision());
        store().importProducts(List.of(product(1, 1L, 1)), Actor.IMPORT);
        revisions.add(store().revision());
        store().importCoupons(List.of(new Coupon(1, "a", "percent", "1", true)), Actor.IMPORT);
        revisions.add(store().revision());
        store().importSettings(ShopSettings.DEFAULT, Actor.IMPORT);
        revisions.add(store().revision());
        assertThat(revisions).isSorted().doesNotHaveDuplicates();
        store().product(1);
        store().settings();
        assertThat(store().revision()).isEqualTo(revisions.getLast());
    }

    @Test
    default void nothingToImportIsFine() {
        store().importProducts(List.of(), Actor.IMPORT);
        store().importCoupons(Collections.emptyList(), Actor.IMPORT);
        assertThat(store().anyProducts()).isFalse();
    }

    static Product product(long id, @Nullable Long price, @Nullable Integer stock) {
        Map<String, String> sizes = new LinkedHashMap<>();
        sizes.put("xl", "Extra \"large\"");
        sizes.put("s", "Small 😀");
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("attribute_pa_size", new Attribute("Size", sizes));
        attributes.put("attribute_pa_color", new Attribute("Farbe", Map.of()));
        return new Product(
                id,
                stock == null ? 0 : 34,
                "variation",
                "Hoodie – Grün, <i>Yes</i>",
                "Hoodie",
                "hoodie",
                "SKU-" + id,
                price,
                "1.5",
                "",
                "2",
                "",
                "https://shop.example/a.png",
                stock == null,
                stock != null,
                "notify",
                "instock",
                stock,
                price != null,
                attributes);
    }
}
