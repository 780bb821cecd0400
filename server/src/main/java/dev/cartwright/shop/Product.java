package dev.cartwright.shop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A product or a variation, as far as a cart shows it.
///
/// A variation is stored complete: what WooCommerce lets it inherit from its parent is filled in.
///
/// @param parentId 0 unless it is a variation
/// @param type WooCommerce's word: `simple`, `variation`, `variable`, …
/// @param name what a cart calls it (`Hoodie - Green, Yes`)
/// @param title the product's title (`Hoodie`)
/// @param price minor units of the shop's currency without tax as stored, null when it has none
/// @param weight as typed, in the shop's unit; empty when unknown; so are the dimensions
/// @param image URL of the picture, empty for none
/// @param backorders `no`, `notify` or `yes`
/// @param stock pieces left, null when stock is not managed
/// @param published false for drafts and trashed products
/// @param attributes by the name carts use (`attribute_pa_color`): how to show them
public record Product(
        long id,
        long parentId,
        String type,
        String name,
        String title,
        String slug,
        String sku,
        @Nullable Long price,
        String weight,
        String length,
        String width,
        String height,
        String image,
        boolean virtual,
        boolean soldIndividually,
        String backorders,
        String stockStatus,
        @Nullable Integer stock,
        boolean published,
        Map<String, Attribute> attributes) {

    /// @param label `Color`
    /// @param options shown name by stored slug: `blue` → `Blue`; a slug not in it is shown as it
    // is
    public record Attribute(String label, Map<String, String> options) {
        public Attribute {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }

    public Product {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /// As WooCommerce decides it, for anybody who is not an editor.
    public boolean purchasable() {
        return published
                && price != null
                && !type.equals("external")
                && !type.equals("grouped")
                && !type.equals("variable");
    }
}
