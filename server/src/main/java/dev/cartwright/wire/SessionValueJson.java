package dev.cartwright.wire;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Totals;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The stored parts of a session under WooCommerce's names, for those who look behind the element.
///
/// Carts that came from another system show what was stored there; for carts made here the same
/// parts are written from the cart.
final class SessionValueJson {
    static final int MAX_BYTES = 256 * 1024;

    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final AddressField[] FIELDS = AddressField.values();

    /// More than the names and numbers of totals and customer take, beside the customer's texts.
    private static final int FIXED_PART_BYTES = 8192;

    /// The same for one item.
    private static final int ITEM_BYTES = 512;

    private SessionValueJson() {}

    /// Whether it may be shown; most carts are told by a bound, the others are written to nowhere.
    static boolean fits(Cart cart) {
        if (atMostBytes(cart) <= MAX_BYTES) {
            return true;
        }
        var counter = new Counter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), counter)) {
            write(json, cart);
        } catch (TooLong _) {
            return false;
        }
        return counter.bytes <= MAX_BYTES;
    }

    static void write(JsonGenerator json, Cart cart) {
        Data.Mapping stored = cart.sessionValue();
        if (stored != null) {
            DataJson.write(json, stored);
            return;
        }
        int minorUnit = cart.currency().minorUnit();
        json.writeStartObject();
        items(json, "cart", cart.items(), minorUnit);
        totals(json, cart.totals(), minorUnit);
        coupons(json, cart.coupons(), minorUnit);
        items(json, "removed_cart_contents", cart.removedItems(), minorUnit);
        customer(json, cart.customer());
        json.writeEndObject();
    }

    private static void items(
            JsonGenerator json, String name, List<CartItem> items, int minorUnit) {
        json.writeObjectPropertyStart(name);
        for (CartItem item : items) {
            json.writeObjectPropertyStart(item.key());
            json.writeStringProperty("key", item.key());
            json.writeNumberProperty("product_id", item.productId());
            json.writeNumberProperty("variation_id", item.variationId());
            ItemJson.variation(json, item.variation());
            json.writeName("quantity");
            Numbers.write(json, item.quantity());
            TotalsJson.number(json, "line_subtotal", item.lineSubtotal(), minorUnit);
            TotalsJson.number(json, "line_subtotal_tax", item.lineSubtotalTax(), minorUnit);
            TotalsJson.number(json, "line_total", item.lineTotal(), minorUnit);
            TotalsJson.number(json, "line_tax", item.lineTax(), minorUnit);
            item.custom()
                    .forEach(
                            (key, value) -> {
                                json.writeName(key);
                                DataJson.write(json, value);
                            });
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void totals(JsonGenerator json, Totals totals, int minorUnit) {
        json.writeObjectPropertyStart("cart_totals");
        TotalsJson.number(json, "subtotal", totals.subtotal(), minorUnit);
        TotalsJson.number(json, "subtotal_tax", totals.subtotalTax(), minorUnit);
        TotalsJson.number(json, "shipping_total", totals.shippingTotal(), minorUnit);
        TotalsJson.number(json, "shipping_tax", totals.shippingTax(), minorUnit);
        TotalsJson.number(json, "discount_total", totals.discountTotal(), minorUnit);
        TotalsJson.number(json, "discount_tax", totals.discountTax(), minorUnit);
        TotalsJson.number(json, "fee_total", totals.feeTotal(), minorUnit);
        TotalsJson.number(json, "fee_tax", totals.feeTax(), minorUnit);
        TotalsJson.number(json, "total", totals.total(), minorUnit);
        TotalsJson.number(json, "total_tax", totals.totalTax(), minorUnit);
        json.writeEndObject();
    }

    private static void coupons(JsonGenerator json, List<AppliedCoupon> coupons, int minorUnit) {
        json.writeArrayPropertyStart("applied_coupons");
        coupons.forEach(coupon -> json.writeString(coupon.code()));
        json.writeEndArray();
        json.writeObjectPropertyStart("coupon_discount_totals");
        coupons.forEach(
                coupon -> TotalsJson.number(json, coupon.code(), coupon.saving(), minorUnit));
        json.writeEndObject();
        json.writeObjectPropertyStart("coupon_discount_tax_totals");
        coupons.forEach(
                coupon -> TotalsJson.number(json, coupon.code(), coupon.savingTax(), minorUnit));
        json.writeEndObject();
    }

    private static void customer(JsonGenerator json, Customer customer) {
        Address billing = customer.billing();
        json.writeObjectPropertyStart("customer");
        json.writeStringProperty("id", Long.toString(customer.id()));
        for (AddressField field : FIELDS) {
            json.writeStringProperty(field.shortName(), field.of(billing));
        }
        json.writeStringProperty("email", customer.email());
        for (AddressField field : FIELDS) {
            json.writeStringProperty(field.shippingName(), field.of(customer.shipping()));
        }
        json.writeEndObject();
    }

    private static long atMostBytes(Cart cart) {
        Data.Mapping stored = cart.sessionValue();
        if (stored != null) {
            return DataJson.atMostBytes(stored);
        }
        long sum = FIXED_PART_BYTES + DataJson.atMostBytes(cart.customer().email());
        for (AddressField field : FIELDS) {
            sum += DataJson.atMostBytes(field.of(cart.customer().billing()));
            sum += DataJson.atMostBytes(field.of(cart.customer().shipping()));
        }
        for (AppliedCoupon coupon : cart.coupons()) {
            sum += 3 * DataJson.atMostBytes(coupon.code()) + 64;
        }
        return sum + atMostBytes(cart.items()) + atMostBytes(cart.removedItems());
    }

    private static long atMostBytes(List<CartItem> items) {
        long sum = 0;
        for (CartItem item : items) {
            sum += ITEM_BYTES + 2 * DataJson.atMostBytes(item.key());
            sum += DataJson.atMostBytes(item.custom());
            for (var chosen : item.variation().entrySet()) {
                sum += DataJson.atMostBytes(chosen.getKey());
                sum += DataJson.atMostBytes(chosen.getValue());
            }
        }
        return sum;
    }

    /// Ends the writing as soon as the answer is known.
    private static final class TooLong extends RuntimeException {
        TooLong() {
            super("too long", null, false, false);
        }
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            count(1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            count(length);
        }

        private void count(int length) {
            bytes += length;
            if (bytes > MAX_BYTES) {
                throw new TooLong();
            }
        }
    }
}
