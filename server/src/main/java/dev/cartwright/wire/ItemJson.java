package dev.cartwright.wire;

import dev.cartwright.cart.CartItem;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopStore;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// An item in its two short forms: one of the array `cart_items`, one of the map `cart`.
final class ItemJson {
    private ItemJson() {}

    static void listed(JsonGenerator json, CartItem item, int minorUnit, ShopStore shop) {
        json.writeStartObject();
        json.writeStringProperty("item_key", item.key());
        json.writeStringProperty("key", item.key());
        json.writeNumberProperty("product_id", item.productId());
        json.writeNumberProperty("variation_id", item.variationId());
        json.writeName("quantity");
        Numbers.write(json, item.quantity());
        variation(json, item.variation());
        Product product = needsCatalogue(item) ? find(shop, item) : null;
        json.writeStringProperty("name", known(item.name(), product, Product::name));
        json.writeStringProperty("sku", known(item.sku(), product, Product::sku));
        TotalsJson.decimal(json, "line_subtotal", item.lineSubtotal(), minorUnit);
        TotalsJson.decimal(json, "line_total", item.lineTotal(), minorUnit);
        TotalsJson.decimal(json, "line_tax", item.lineTax(), minorUnit);
        json.writeEndObject();
    }

    /// The body of one entry of `cart`, with amounts as numbers.
    static void raw(JsonGenerator json, CartItem item, int minorUnit) {
        json.writeStartObject();
        json.writeStringProperty("key", item.key());
        json.writeNumberProperty("product_id", item.productId());
        json.writeNumberProperty("variation_id", item.variationId());
        json.writeName("quantity");
        Numbers.write(json, item.quantity());
        TotalsJson.number(json, "line_total", item.lineTotal(), minorUnit);
        TotalsJson.number(json, "line_tax", item.lineTax(), minorUnit);
        json.writeEndObject();
    }

    static void variation(JsonGenerator json, Map<String, String> chosen) {
        json.writeObjectPropertyStart("variation");
        chosen.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    static @Nullable Product find(ShopStore shop, CartItem item) {
        return shop.product(item.catalogueId()).orElse(null);
    }

    /// What the cart keeps of an item comes first; the catalogue fills in what it does not.
    static String known(
            @Nullable String stored, @Nullable Product product, Function<Product, String> part) {
        if (stored != null) {
            return stored;
        }
        return product == null ? "" : part.apply(product);
    }

    private static boolean needsCatalogue(CartItem item) {
        return item.name() == null || item.sku() == null;
    }
}
