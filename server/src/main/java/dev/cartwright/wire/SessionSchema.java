package dev.cartwright.wire;

import dev.cartwright.wire.SchemaJson.Property;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// The element's JSON schema, next to the classes that write it.
public final class SessionSchema {
    private static final String OBJECT = "object";
    private static final String ARRAY = "array";

    private SessionSchema() {}

    /// One row of the list.
    public static void element(JsonGenerator json) {
        SchemaJson.write(json, "cart_session", element());
    }

    /// A single session: the element and its detail.
    public static void single(JsonGenerator json) {
        var all = new ArrayList<>(element());
        all.addAll(detail());
        SchemaJson.write(json, "cart_session", all);
    }

    /// One rich item.
    public static void items(JsonGenerator json) {
        SchemaJson.write(json, "cart_session_item", List.of(richItem()));
    }

    private static List<Property> element() {
        return List.of(
                text("cart_key", "Names the cart: a customer's user id, or a guest's random key."),
                text("session_key", "The same as cart_key."),
                whole("cart_id", "Number of the cart in this store."),
                customer(),
                text("customers_name", "First and last name, empty when unknown."),
                text("customers_email", "Billing e-mail, empty when unknown."),
                cartItems(),
                Property.of("cart", OBJECT, "The items again, by item key, amounts as numbers."),
                whole("item_count", "Pieces in the cart."),
                totals("cart_totals", "What the cart comes to, as decimals in major units."),
                currency(),
                Property.of("applied_coupons", ARRAY, "Codes of the coupons in the cart."),
                whole("cart_created", "When the cart came to be, in seconds since 1970."),
                time("cart_created_gmt", "The same moment in UTC."),
                whole("cart_updated", "The last change by anybody, in seconds since 1970."),
                whole("cart_last_activity", "The shopper's last act, in seconds since 1970."),
                whole("cart_expiry", "When the cart expires, in seconds since 1970."),
                time("session_expiry", "The same moment in UTC."),
                text("cart_status", "active, expiring, expired or trash."),
                text("cart_source", "Who made the cart."),
                text("cart_hash", "WooCommerce's hash of the contents, empty for an empty cart."),
                text("link", "Where this cart is found.").formatted("uri"),
                whole("cart_deleted", "When it was moved to trash; only there."),
                problems());
    }

    private static List<Property> detail() {
        return List.of(
                richItem(),
                text("items_weight", "Weight of all items in the shop's unit."),
                Property.of("coupons", ARRAY, "Applied coupons and what they save.")
                        .with(
                                text("coupon", "The code."),
                                text("label", "The code as shown to a shopper."),
                                text("saving", "What it saves, in minor units, negative."),
                                text("saving_html", "The same as a price.")),
                Property.of("fees", ARRAY, "Fees on the cart.")
                        .with(
                                text("key", "Names the fee within the cart."),
                                text("name", "As shown to a shopper."),
                                text("fee", "Without tax, in minor units.")),
                totals("totals", "What the cart comes to, in minor units."),
                flag("needs_payment", "Whether there is anything to pay."),
                flag("needs_shipping", "Whether anything in the cart must be sent."),
                Property.of("removed_items", ARRAY, "Items the shopper took out."),
                Property.of("session_value", OBJECT, "The stored parts, decoded."));
    }

    private static Property customer() {
        return Property.of("customer", OBJECT, "The cart's own customer, as far as it is known.")
                .with(
                        whole("id", "User id, 0 for a guest."),
                        text("billing_email", "Null when unknown.").orNull(),
                        text("billing_first_name", "Null when unknown.").orNull(),
                        text("billing_last_name", "Null when unknown.").orNull(),
                        text("billing_phone", "Null when unknown.").orNull(),
                        Property.of("billing_address", OBJECT, "All billing fields together."),
                        Property.of("shipping_address", OBJECT, "All shipping fields together."));
    }

    private static Property cartItems() {
        return Property.of("cart_items", ARRAY, "What is in the cart.")
                .with(
                        text("item_key", "Names the item within the cart."),
                        text("key", "The same as item_key."),
                        whole("product_id", "The product, or a variation's parent."),
                        whole("variation_id", "The variation, 0 for none."),
                        Property.of("quantity", "number", "How many."),
                        Property.of("variation", OBJECT, "Chosen attributes as stored."),
                        text("name", "As the cart shows it."),
                        text("sku", "Stock keeping unit."),
                        text("line_subtotal", "Before discounts, without tax, as a decimal."),
                        text("line_total", "After discounts, without tax, as a decimal."),
                        text("line_tax", "Tax on line_total, as a decimal."));
    }

    private static Property richItem() {
        return Property.of("items", ARRAY, "The items with what the catalogue knows of them.")
                .with(
                        text("item_key", "Names the item within the cart."),
                        whole("id", "The product or variation."),
                        text("name", "As the cart shows it."),
                        text("title", "The product's title."),
                        text("price", "One piece, in minor units, without tax."),
                        Property.of("quantity", OBJECT, "How many, and how many may be."),
                        Property.of("totals", OBJECT, "The line's amounts in minor units."),
                        text("slug", "The product's slug."),
                        Property.of("meta", OBJECT, "Type, SKU, dimensions, weight, variation."),
                        text("backorders", "A note when it is out of stock and sold anyway."),
                        Property.of("cart_item_data", OBJECT, "What plugins put on the item."),
                        text("featured_image", "URL of the picture.").formatted("uri"));
    }

    private static Property totals(String name, String description) {
        return Property.of(name, OBJECT, description)
                .with(
                        text("subtotal", "Items before discounts."),
                        text("subtotal_tax", "Tax on it."),
                        text("discount_total", "What coupons save."),
                        text("discount_tax", "Tax on it."),
                        text("shipping_total", "Shipping."),
                        text("shipping_tax", "Tax on it."),
                        text("fee_total", "Fees."),
                        text("fee_tax", "Tax on them."),
                        text("total_tax", "All taxes."),
                        text("total", "What is to pay."));
    }

    private static Property currency() {
        return Property.of("currency", OBJECT, "The cart's currency and how amounts are shown.")
                .with(
                        text("currency_code", "ISO 4217 code."),
                        text("currency_symbol", "Symbol."),
                        text("currency_symbol_pos", "currency_prefix or currency_suffix."),
                        whole("currency_minor_unit", "Digits of the minor unit."),
                        text("currency_decimal_separator", "Decimal separator."),
                        text("currency_thousand_separator", "Thousand separator."),
                        text("currency_prefix", "What stands before an amount."),
                        text("currency_suffix", "What stands behind it."));
    }

    private static Property problems() {
        return Property.of("problems", ARRAY, "What an operator should know about this cart.")
                .with(
                        text("code", "For programs."),
                        text("message", "For people."),
                        text("item_key", "The item it is about; absent when it is the cart."));
    }

    private static Property text(String name, String description) {
        return Property.of(name, "string", description);
    }

    private static Property whole(String name, String description) {
        return Property.of(name, "integer", description);
    }

    private static Property flag(String name, String description) {
        return Property.of(name, "boolean", description);
    }

    private static Property time(String name, String description) {
        return text(name, description).formatted("date-time");
    }
}
