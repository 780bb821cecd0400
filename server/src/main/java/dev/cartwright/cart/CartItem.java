package dev.cartwright.cart;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of a cart.
///
/// @param key WooCommerce's item key, an md5 in most shops
/// @param productId the product, or the parent of the variation
/// @param variationId 0 when the product has no variations
/// @param quantity may have decimals; never negative
/// @param variation chosen attributes as stored: `attribute_pa_color` → `blue`
/// @param lineSubtotal minor units, before discounts, without tax, as the next three
/// @param custom further data that plugins put on the item; empty in most carts
/// @param name as stored with the cart, null when only the catalogue knows it
/// @param sku likewise
/// @param price minor units for one piece as stored, null when only the catalogue knows it
public record CartItem(
        String key,
        long productId,
        long variationId,
        BigDecimal quantity,
        Map<String, String> variation,
        long lineSubtotal,
        long lineSubtotalTax,
        long lineTotal,
        long lineTax,
        Map<String, Data> custom,
        @Nullable String name,
        @Nullable String sku,
        @Nullable Long price) {

    public CartItem {
        variation = Collections.unmodifiableMap(new LinkedHashMap<>(variation));
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }

    /// The id that names what is bought: the variation where there is one.
    public long catalogueId() {
        return variationId != 0 ? variationId : productId;
    }
}
