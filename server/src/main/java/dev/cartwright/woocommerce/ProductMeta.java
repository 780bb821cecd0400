package dev.cartwright.woocommerce;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `postmeta` holds of a product, as far as a cart shows it.
enum ProductMeta {
    SKU("_sku"),
    PRICE("_price"),
    WEIGHT("_weight"),
    LENGTH("_length"),
    WIDTH("_width"),
    HEIGHT("_height"),
    THUMBNAIL("_thumbnail_id"),
    VIRTUAL("_virtual"),
    SOLD_INDIVIDUALLY("_sold_individually"),
    BACKORDERS("_backorders"),
    MANAGE_STOCK("_manage_stock"),
    STOCK("_stock"),
    STOCK_STATUS("_stock_status");

    private static final Map<String, ProductMeta> BY_KEY = new HashMap<>();

    static {
        for (ProductMeta meta : values()) {
            BY_KEY.put(meta.key, meta);
        }
    }

    private final String key;

    ProductMeta(String key) {
        this.key = key;
    }

    static Set<String> keys() {
        return Set.copyOf(BY_KEY.keySet());
    }

    static @Nullable ProductMeta of(String key) {
        return BY_KEY.get(key);
    }
}
