package dev.cartwright.wire;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Fee;
import dev.cartwright.session.Problem;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.ShopSettings;
import dev.cartwright.shop.ShopStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a single session shows beyond the element.
final class SessionDetailJson {
    private static final Problem TRUNCATED =
            new Problem(
                    Problem.Code.TRUNCATED,
                    "The stored parts are larger than 256 KB and left out of session_value.",
                    null);

    private final ShopStore shop;
    private final ShopSettings settings;
    private final boolean thumb;

    SessionDetailJson(ShopStore shop, ShopSettings settings, boolean thumb) {
        this.shop = shop;
        this.settings = settings;
        this.thumb = thumb;
    }

    /// @param readable whether the cart is the stored one, not what stands in for it
    void write(JsonGenerator json, Cart cart, boolean readable, List<Problem> problems) {
        boolean valueFits = SessionValueJson.fits(cart);
        var rich = new RichItemJson(settings, cart.currency(), thumb);
        BigDecimal weight = BigDecimal.ZERO;
        boolean needsShipping = false;
        json.writeArrayPropertyStart("items");
        for (CartItem item : cart.items()) {
            Product product = ItemJson.find(shop, item);
            rich.write(json, item, product);
            weight = weight.add(weight(item, product));
            needsShipping |= product == null || !product.virtual();
        }
        json.writeEndArray();
        json.writeStringProperty("items_weight", Numbers.text(weight));
        coupons(json, cart);
        fees(json, cart);
        json.writeName("totals");
        TotalsJson.minorUnits(json, cart.totals());
        json.writeBooleanProperty("needs_payment", cart.totals().total() > 0);
        json.writeBooleanProperty("needs_shipping", needsShipping);
        json.writeArrayPropertyStart("removed_items");
        for (CartItem item : cart.removedItems()) {
            rich.writeRemoved(json, item, ItemJson.find(shop, item));
        }
        json.writeEndArray();
        json.writeName("session_value");
        if (readable && valueFits) {
            SessionValueJson.write(json, cart);
        } else {
            json.writeStartObject();
            json.writeEndObject();
        }
        ProblemJson.write(json, valueFits ? problems : with(problems, TRUNCATED));
    }

    void items(JsonGenerator json, Cart cart) {
        var rich = new RichItemJson(settings, cart.currency(), thumb);
        json.writeStartArray();
        for (CartItem item : cart.items()) {
            rich.write(json, item, ItemJson.find(shop, item));
        }
        json.writeEndArray();
    }

    private static BigDecimal weight(CartItem item, @Nullable Product product) {
        return product == null
                ? BigDecimal.ZERO
                : Numbers.weight(product.weight()).multiply(item.quantity());
    }

    private void coupons(JsonGenerator json, Cart cart) {
        json.writeArrayPropertyStart("coupons");
        for (AppliedCoupon coupon : cart.coupons()) {
            long saving =
                    settings.taxIncludedInCart()
                            ? coupon.saving() + coupon.savingTax()
                            : coupon.saving();
            json.writeStartObject();
            json.writeStringProperty("coupon", coupon.code());
            json.writeStringProperty("label", "Coupon: " + coupon.code());
            String sign = saving < 0 ? "" : "-"; // a negative one makes the cart dearer
            long size = Math.abs(saving);
            json.writeStringProperty("saving", sign + size);
            json.writeStringProperty("saving_html", sign + PriceText.of(size, cart.currency()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void fees(JsonGenerator json, Cart cart) {
        json.writeArrayPropertyStart("fees");
        for (Fee fee : cart.fees()) {
            json.writeStartObject();
            json.writeStringProperty("key", fee.key());
            json.writeStringProperty("name", fee.name());
            json.writeStringProperty("fee", Long.toString(fee.amount()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Problem> with(List<Problem> problems, Problem one) {
        var all = new ArrayList<>(problems);
        all.add(one);
        return all;
    }
}
