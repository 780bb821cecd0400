package dev.cartwright.wire;

import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Money;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// An item as a shopper sees it: what the cart keeps of it, and the rest from the catalogue.
/// Amounts are minor units in strings.
final class RichItemJson {
    private static final long UNLIMITED = -1;

    private final ShopSettings settings;
    private final Currency currency;
    private final boolean thumb;

    RichItemJson(ShopSettings settings, Currency currency, boolean thumb) {
        this.settings = settings;
        this.currency = currency;
        this.thumb = thumb;
    }

    void write(JsonGenerator json, CartItem item, @Nullable Product product) {
        write(json, item, product, false);
    }

    /// The same with a plain number as quantity: nobody can change it while it is removed.
    void writeRemoved(JsonGenerator json, CartItem item, @Nullable Product product) {
        write(json, item, product, true);
    }

    private void write(
            JsonGenerator json, CartItem item, @Nullable Product product, boolean removed) {
        String name = ItemJson.known(item.name(), product, Product::name);
        json.writeStartObject();
        json.writeStringProperty("item_key", item.key());
        json.writeNumberProperty("id", item.catalogueId());
        json.writeStringProperty("name", name);
        json.writeStringProperty("title", product == null ? name : product.title());
        json.writeStringProperty("price", Long.toString(price(item, product)));
        json.writeName("quantity");
        if (removed) {
            Numbers.write(json, item.quantity());
        } else {
            quantity(json, item, product);
        }
        json.writeObjectPropertyStart("totals");
        TotalsJson.minor(json, "subtotal", item.lineSubtotal());
        TotalsJson.minor(json, "subtotal_tax", item.lineSubtotalTax());
        TotalsJson.minor(json, "total", item.lineTotal());
        TotalsJson.minor(json, "tax", item.lineTax());
        json.writeEndObject();
        json.writeStringProperty("slug", product == null ? "" : product.slug());
        meta(json, item, product);
        json.writeStringProperty("backorders", backorders(item, product));
        json.writeName("cart_item_data");
        DataJson.mapping(json, item.custom());
        json.writeStringProperty("featured_image", image(product));
        json.writeEndObject();
    }

    /// One piece's price in the catalogue, as the recorded plugin shows it, and without tax
    /// whatever the shop displays: tax depends on a customer's place. What the cart keeps is for
    /// products that are gone.
    private long price(CartItem item, @Nullable Product product) {
        Long listed = product == null ? null : product.price();
        if (listed != null && settings.currency().code().equals(currency.code())) {
            return rescaled(listed);
        }
        Long stored = item.price();
        if (stored != null) {
            return stored;
        }
        if (item.quantity().signum() == 0) {
            return 0;
        }
        return BigDecimal.valueOf(item.lineSubtotal())
                .divide(item.quantity(), 0, RoundingMode.HALF_UP)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .max(BigDecimal.valueOf(Long.MIN_VALUE))
                .longValueExact();
    }

    private long rescaled(long listed) {
        int minorUnit = settings.currency().minorUnit();
        if (minorUnit == currency.minorUnit()) {
            return listed;
        }
        return Money.toMinorUnits(BigDecimal.valueOf(listed, minorUnit), currency.minorUnit());
    }

    private static void quantity(JsonGenerator json, CartItem item, @Nullable Product product) {
        long maximum = maximum(product);
        json.writeStartObject();
        json.writeName("value");
        Numbers.write(json, item.quantity());
        json.writeNumberProperty("min_purchase", 1);
        json.writeNumberProperty("max_purchase", maximum);
        json.writeNumberProperty("minimum", 1);
        json.writeNumberProperty("maximum", maximum);
        json.writeNumberProperty("multiple_of", 1);
        json.writeBooleanProperty("editable", product == null || !product.soldIndividually());
        json.writeEndObject();
    }

    private static long maximum(@Nullable Product product) {
        if (product == null) {
            return UNLIMITED;
        }
        if (product.soldIndividually()) {
            return 1;
        }
        Integer stock = product.stock();
        return stock == null || !product.backorders().equals("no") ? UNLIMITED : stock;
    }

    private void meta(JsonGenerator json, CartItem item, @Nullable Product product) {
        json.writeObjectPropertyStart("meta");
        json.writeStringProperty("product_type", product == null ? "" : product.type());
        json.writeStringProperty("sku", ItemJson.known(item.sku(), product, Product::sku));
        json.writeObjectPropertyStart("dimensions");
        json.writeStringProperty("length", product == null ? "" : product.length());
        json.writeStringProperty("width", product == null ? "" : product.width());
        json.writeStringProperty("height", product == null ? "" : product.height());
        json.writeStringProperty("unit", settings.dimensionUnit());
        json.writeEndObject();
        json.writeStringProperty("weight", weight(item, product));
        variation(json, item, product);
        json.writeEndObject();
    }

    private static String weight(CartItem item, @Nullable Product product) {
        if (product == null || product.weight().isEmpty()) {
            return "0.0";
        }
        return Numbers.text(Numbers.weight(product.weight()).multiply(item.quantity()));
    }

    private static void variation(JsonGenerator json, CartItem item, @Nullable Product product) {
        json.writeObjectPropertyStart("variation");
        for (Map.Entry<String, String> chosen : item.variation().entrySet()) {
            Product.Attribute attribute =
                    product == null ? null : product.attributes().get(chosen.getKey());
            if (attribute == null) {
                json.writeStringProperty(label(chosen.getKey()), chosen.getValue());
            } else {
                json.writeStringProperty(
                        attribute.label(),
                        attribute.options().getOrDefault(chosen.getValue(), chosen.getValue()));
            }
        }
        json.writeEndObject();
    }

    /// `attribute_pa_shoe-size` as `Shoe size`, when nobody knows the real label.
    private static String label(String stored) {
        String name = stored.startsWith("attribute_") ? stored.substring(10) : stored;
        name = (name.startsWith("pa_") ? name.substring(3) : name).replace('-', ' ');
        return name.isEmpty()
                ? stored
                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static String backorders(CartItem item, @Nullable Product product) {
        if (product == null || !product.backorders().equals("notify")) {
            return "";
        }
        Integer stock = product.stock();
        boolean wanting = stock != null && item.quantity().compareTo(new BigDecimal(stock)) > 0;
        return wanting || product.stockStatus().equals("onbackorder")
                ? "Available on backorder"
                : "";
    }

    private String image(@Nullable Product product) {
        if (!thumb) {
            return "";
        }
        return product == null || product.image().isEmpty()
                ? settings.placeholderImage()
                : product.image();
    }
}
