package dev.cartwright.woocommerce;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.php.PhpValue;
import dev.cartwright.php.PhpWriter;
import dev.cartwright.session.CartDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Writes a cart as CoCart stores it in `cart_value`: an array whose arrays were each serialised
/// once more before.
///
/// What came from a shop stays as it came, where it still tells the same; objects alone are left
/// out, which the shop makes anew. What the format has no place for is not written: an item's name
/// and SKU, which a shop takes from its catalogue.
public final class CartEncoder {
    /// What CoCart itself serialises before it hands it over to be serialised.
    private static final String TWICE = "cart_cached";

    /// Rates as objects; a shop that finds none calculates them.
    private static final String RATES = "shipping_for_package_";

    private final Cart cart;
    private final EncodedItems items;
    private final Map<String, PhpValue> parts = new LinkedHashMap<>();

    private CartEncoder(Cart cart) {
        this.cart = cart;
        items = new EncodedItems(cart.currency().minorUnit());
    }

    public static byte[] encode(Cart cart) {
        var encoder = new CartEncoder(cart);
        encoder.keepStored();
        encoder.addWhatDiffers();
        return write(encoder.parts);
    }

    private void keepStored() {
        stored().forEach(
                        (name, data) -> {
                            if (!name.startsWith(RATES) || !DataPhp.holdsObject(data)) {
                                parts.put(name, DataPhp.of(data));
                            }
                        });
    }

    private Map<String, Data> stored() {
        Data.Mapping stored = cart.sessionValue();
        return stored == null ? Map.of() : stored.values();
    }

    private void addWhatDiffers() {
        Cart told = told();
        add("cart", told, Cart::items, c -> items.array(c.items(), stored().get("cart")));
        add(
                "removed_cart_contents",
                told,
                Cart::removedItems,
                c -> items.array(c.removedItems(), stored().get("removed_cart_contents")));
        add("cart_totals", told, Cart::totals, this::totals);
        add("applied_coupons", told, CartEncoder::codes, CartEncoder::codeList);
        add("coupon_discount_totals", told, Cart::coupons, c -> savings(c, AppliedCoupon::saving));
        add(
                "coupon_discount_tax_totals",
                told,
                Cart::coupons,
                c -> savings(c, AppliedCoupon::savingTax));
        if (!told.fees().equals(cart.fees())) {
            parts.put("cart_fees", fees());
        }
        if (!told.customer().equals(cart.customer())) {
            parts.put("customer", new EncodedCustomer(cart.customer()).array(stored()));
        }
        if (!prices(told).equals(prices(cart))) {
            parts.put(TWICE, items.prices(cart.items(), stored().get(TWICE)));
        }
    }

    /// Names and SKUs aside, which are nowhere in it.
    private void add(
            String part,
            Cart told,
            Function<Cart, Object> field,
            Function<Cart, PhpValue> encoding) {
        boolean same = field.apply(told).equals(field.apply(EncodedItems.plain(cart)));
        if (!same || !parts.containsKey(part)) {
            parts.put(part, encoding.apply(cart));
        }
    }

    private static List<Object> prices(Cart cart) {
        return cart.items().stream().<Object>map(i -> String.valueOf(i.price())).toList();
    }

    /// What the parts kept so far tell by themselves.
    private Cart told() {
        Customer customer = cart.customer();
        var account =
                new Account(
                        customer.email(),
                        customer.billing().firstName(),
                        customer.billing().lastName());
        var reading =
                WooCart.read(write(parts), cart.hash(), cart.currency(), customer.id(), account);
        return reading.document() instanceof CartDocument.Readable(Cart told) ? told : nothing();
    }

    private Cart nothing() {
        return new Cart(
                cart.currency(),
                List.of(),
                List.of(),
                Totals.ZERO,
                List.of(),
                List.of(),
                Customer.UNKNOWN,
                "",
                null);
    }

    private static List<String> codes(Cart cart) {
        return cart.coupons().stream().map(AppliedCoupon::code).toList();
    }

    private static PhpValue codeList(Cart cart) {
        Map<PhpValue.Key, PhpValue> list = new LinkedHashMap<>();
        codes(cart)
                .forEach(
                        code ->
                                list.put(
                                        new PhpValue.Key.Index(list.size()),
                                        PhpValue.Text.of(code)));
        return new PhpValue.Array(list);
    }

    private PhpValue savings(Cart from, Function<AppliedCoupon, Long> amount) {
        Map<PhpValue.Key, PhpValue> savings = new LinkedHashMap<>();
        for (AppliedCoupon coupon : from.coupons()) {
            savings.put(PhpValue.Key.of(coupon.code()), items.number(amount.apply(coupon)));
        }
        return new PhpValue.Array(savings);
    }

    private PhpValue fees() {
        Map<PhpValue.Key, PhpValue> fees = new LinkedHashMap<>();
        for (Fee fee : cart.fees()) {
            Map<PhpValue.Key, PhpValue> fields = new LinkedHashMap<>();
            fields.put(PhpValue.Key.of("id"), PhpValue.Text.of(fee.key()));
            fields.put(PhpValue.Key.of("name"), PhpValue.Text.of(fee.name()));
            fields.put(PhpValue.Key.of("tax_class"), PhpValue.Text.of(""));
            fields.put(PhpValue.Key.of("taxable"), new PhpValue.Bool(fee.tax() != 0));
            fields.put(PhpValue.Key.of("amount"), items.number(fee.amount()));
            fields.put(PhpValue.Key.of("total"), items.number(fee.amount()));
            fields.put(PhpValue.Key.of("tax_data"), new PhpValue.Array(Map.of()));
            fields.put(PhpValue.Key.of("tax"), items.number(fee.tax()));
            fees.put(PhpValue.Key.of(fee.key()), new PhpValue.Array(fields));
        }
        return new PhpValue.Array(fees);
    }

    /// Some as texts and some as numbers, each as WooCommerce has it. Which rates the taxes are of
    /// is not known here.
    private PhpValue totals(Cart from) {
        Totals totals = from.totals();
        long contents = totals.subtotal() - totals.discountTotal();
        long contentsTax = totals.totalTax() - totals.shippingTax() - totals.feeTax();
        Map<PhpValue.Key, PhpValue> map = new LinkedHashMap<>();
        map.put(PhpValue.Key.of("subtotal"), items.text(totals.subtotal()));
        map.put(PhpValue.Key.of("subtotal_tax"), items.number(totals.subtotalTax()));
        map.put(PhpValue.Key.of("shipping_total"), items.text(totals.shippingTotal()));
        map.put(PhpValue.Key.of("shipping_tax"), items.number(totals.shippingTax()));
        map.put(PhpValue.Key.of("shipping_taxes"), new PhpValue.Array(Map.of()));
        map.put(PhpValue.Key.of("discount_total"), items.number(totals.discountTotal()));
        map.put(PhpValue.Key.of("discount_tax"), items.number(totals.discountTax()));
        map.put(PhpValue.Key.of("cart_contents_total"), items.text(contents));
        map.put(PhpValue.Key.of("cart_contents_tax"), items.number(contentsTax));
        map.put(PhpValue.Key.of("cart_contents_taxes"), new PhpValue.Array(Map.of()));
        map.put(PhpValue.Key.of("fee_total"), items.text(totals.feeTotal()));
        map.put(PhpValue.Key.of("fee_tax"), items.number(totals.feeTax()));
        map.put(PhpValue.Key.of("fee_taxes"), new PhpValue.Array(Map.of()));
        map.put(PhpValue.Key.of("total"), items.text(totals.total()));
        map.put(PhpValue.Key.of("total_tax"), items.number(totals.totalTax()));
        return new PhpValue.Array(map);
    }

    private static byte[] write(Map<String, PhpValue> parts) {
        Map<PhpValue.Key, PhpValue> outer = LinkedHashMap.newLinkedHashMap(parts.size());
        parts.forEach(
                (name, part) -> {
                    PhpValue stored = CartParts.packed(part);
                    boolean again = name.equals(TWICE) && !Objects.equals(stored, part);
                    outer.put(PhpValue.Key.of(name), again ? CartParts.packed(stored) : stored);
                });
        return PhpWriter.write(new PhpValue.Array(outer));
    }
}
