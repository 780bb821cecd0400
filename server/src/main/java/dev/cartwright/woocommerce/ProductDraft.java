package dev.cartwright.woocommerce;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A product while its rows come in from several tables.
final class ProductDraft {
    final long id;
    final long parentId;
    final boolean variation;
    final String status;
    final String title;
    final String slug;

    private final Map<ProductMeta, String> meta = new EnumMap<>(ProductMeta.class);

    /// Of a variation: `attribute_pa_color` → `blue`, empty for any.
    final Map<String, String> chosen = new LinkedHashMap<>(4);

    /// Of a product with variations, in its order.
    List<AttributeDraft> attributes = List.of();

    final Set<Long> terms = new LinkedHashSet<>(4);

    /// @param key as carts use it, without `attribute_`: `pa_color`
    /// @param name as typed; for a shop-wide attribute its own name
    record AttributeDraft(String key, String name, boolean shopWide, boolean varies) {}

    ProductDraft(DumpRow post) {
        id = post.number("ID");
        parentId = post.number("post_parent");
        variation = post.text("post_type").equals("product_variation");
        status = post.text("post_status").intern();
        title = post.text("post_title");
        slug = post.text("post_name");
    }

    boolean published() {
        return status.equals("publish");
    }

    /// Empty when it is not there.
    String get(ProductMeta name) {
        return meta.getOrDefault(name, "");
    }

    void put(ProductMeta name, String value) {
        // A shop may have hundreds of thousands of products, and most say "no" and "instock".
        meta.put(name, value.length() < 12 ? value.intern() : value);
    }
}
