package dev.cartwright.woocommerce;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.php.PhpValue;
import dev.cartwright.session.CartDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes a cart of what CoCart and WooCommerce store. Amounts are as stored; nothing is calculated
/// anew.
final class WooCart {
    private final CartParts parts;
    private final Currency currency;
    private final Scalars scalars;

    /// @param notes sentences about what could not be read, without any of the contents
    record Reading(CartDocument document, List<String> notes) {
        Reading {
            notes = List.copyOf(notes);
        }
    }

    private WooCart(CartParts parts, Currency currency, List<String> notes) {
        this.parts = parts;
        this.currency = currency;
        this.scalars = new Scalars(currency.minorUnit(), currency.decimalSeparator(), notes);
    }

    /// @param hash CoCart's `cart_hash`, empty where there is none
    /// @param userId of the owner, 0 for a guest
    /// @param account fills in a signed-in owner's e-mail and name where the cart has none
    static Reading read(byte[] raw, String hash, Currency currency, long userId, Account account) {
        return switch (CartParts.read(raw)) {
            case CartParts.Reading.Unreadable(String reason) -> unreadable(reason, raw);
            case CartParts.Reading.Parts(CartParts parts) -> {
                if (!holdsItems(parts.get("cart"))) {
                    yield damaged(raw);
                }
                var notes = new ArrayList<String>();
                Cart cart = new WooCart(parts, currency, notes).cart(hash, userId, account);
                yield new Reading(new CartDocument.Readable(cart), notes);
            }
        };
    }

    /// What an index of carts is made of: items, total and customer, and nothing else of it. Cannot
    /// be read exactly when [#read] cannot.
    static CartDocument summary(byte[] raw, Currency currency, long userId, Account account) {
        return switch (CartParts.read(raw)) {
            case CartParts.Reading.Unreadable(String reason) -> unreadable(reason, raw).document();
            case CartParts.Reading.Parts(CartParts parts) ->
                    holdsItems(parts.get("cart"))
                            ? new CartDocument.Readable(
                                    new WooCart(parts, currency, new ArrayList<>())
                                            .summary(userId, account))
                            : damaged(raw).document();
        };
    }

    private static Reading damaged(byte[] raw) {
        return unreadable("the items of the stored cart are damaged", raw);
    }

    static Reading unreadable(String reason, byte[] raw) {
        return new Reading(new CartDocument.Unreadable(reason, raw), List.of(reason));
    }

    /// A destroyed cart leaves null, and some plugins false or an empty text.
    private static boolean holdsItems(PhpValue cart) {
        return switch (cart) {
            case PhpValue.Array _, PhpValue.Instance _, PhpValue.Null _ -> true;
            case PhpValue.Bool(boolean flag) -> !flag;
            case PhpValue.Text text -> text.bytes().length == 0;
            case PhpValue.Int _, PhpValue.Real _, PhpValue.Custom _ -> false;
            case PhpValue.Case _, PhpValue.Loop _ -> false;
        };
    }

    private Cart cart(String hash, long userId, Account account) {
        for (String part : parts.broken()) {
            scalars.notes().add("the part %s is damaged".formatted(Scalars.clean(part, 60)));
        }
        var items = new WooItems(scalars, parts.get("cart_cached"));
        return new Cart(
                currency,
                items.read(parts.get("cart"), "an item"),
                items.read(parts.get("removed_cart_contents"), "a removed item"),
                totals(),
                coupons(),
                fees(),
                customer(userId, account),
                hash,
                parts.data());
    }

    private Cart summary(long userId, Account account) {
        var items = new WooItems(scalars, new PhpValue.Null());
        return new Cart(
                currency,
                items.summary(parts.get("cart"), "an item"),
                List.of(),
                new Totals(0, 0, 0, 0, 0, 0, 0, 0, total("total"), 0),
                List.of(),
                List.of(),
                summarised(userId, account),
                "",
                null);
    }

    private Totals totals() {
        return new Totals(
                total("subtotal"),
                total("subtotal_tax"),
                total("discount_total"),
                total("discount_tax"),
                total("shipping_total"),
                total("shipping_tax"),
                total("fee_total"),
                total("fee_tax"),
                total("total"),
                total("total_tax"));
    }

    private long total(String name) {
        return scalars.money(PhpData.get(parts.get("cart_totals"), name), "the total " + name);
    }

    private List<AppliedCoupon> coupons() {
        var coupons = new ArrayList<AppliedCoupon>();
        for (PhpValue applied : PhpData.entries(parts.get("applied_coupons")).values()) {
            String code = Scalars.words(applied);
            if (!code.isEmpty()) {
                coupons.add(
                        new AppliedCoupon(
                                code.toLowerCase(Locale.ROOT),
                                saving("coupon_discount_totals", code),
                                saving("coupon_discount_tax_totals", code)));
            }
        }
        return coupons;
    }

    private long saving(String part, String code) {
        return Math.max(scalars.money(PhpData.get(parts.get(part), code), "a coupon's saving"), 0);
    }

    private List<Fee> fees() {
        var fees = new ArrayList<Fee>();
        PhpData.entries(parts.get("cart_fees")).forEach((key, value) -> fee(key, value, fees));
        return fees;
    }

    private void fee(PhpValue.Key key, PhpValue value, List<Fee> fees) {
        if (!PhpData.structured(value)) {
            scalars.notes().add("a fee is no array and was left out");
            return;
        }
        PhpValue total = PhpData.get(value, "total");
        PhpValue amount = total instanceof PhpValue.Null ? PhpData.get(value, "amount") : total;
        fees.add(
                new Fee(
                        Scalars.clean(key.string(), 200),
                        Scalars.words(PhpData.get(value, "name")),
                        scalars.money(amount, "a fee"),
                        scalars.money(PhpData.get(value, "tax"), "a fee's tax")));
    }

    /// The cart's own data; never anybody else's, except that an owner is known by her account.
    private Customer customer(long userId, Account account) {
        PhpValue stored = parts.get("customer");
        if (!PhpData.structured(stored) && !(stored instanceof PhpValue.Null)) {
            scalars.notes().add("the customer is no array");
        }
        Address billing = address(stored, "");
        return customer(stored, userId, account, billing, address(stored, "shipping_"));
    }

    /// E-mail and name alone.
    private Customer summarised(long userId, Account account) {
        PhpValue stored = parts.get("customer");
        String first = field(stored, "first_name");
        String last = field(stored, "last_name");
        var billing = new Address(first, last, "", "", "", "", "", "", "", "");
        return customer(stored, userId, account, billing, Address.EMPTY);
    }

    private static Customer customer(
            PhpValue stored, long userId, Account account, Address billing, Address shipping) {
        boolean named = !billing.firstName().isBlank() || !billing.lastName().isBlank();
        String email = Scalars.words(PhpData.get(stored, "email")).strip();
        return new Customer(
                userId > 0 ? userId : Scalars.id(PhpData.get(stored, "id")),
                email.isEmpty() ? account.email() : email,
                named ? billing : named(billing, account),
                shipping);
    }

    private static Address named(Address address, Account account) {
        return new Address(
                account.firstName(),
                account.lastName(),
                address.company(),
                address.address1(),
                address.address2(),
                address.city(),
                address.state(),
                address.postcode(),
                address.country(),
                address.phone());
    }

    private static Address address(PhpValue customer, String prefix) {
        return new Address(
                field(customer, prefix + "first_name"),
                field(customer, prefix + "last_name"),
                field(customer, prefix + "company"),
                field(customer, prefix + "address_1"),
                field(customer, prefix + "address_2"),
                field(customer, prefix + "city"),
                field(customer, prefix + "state"),
                field(customer, prefix + "postcode"),
                field(customer, prefix + "country"),
                field(customer, prefix + "phone"));
    }

    private static String field(PhpValue customer, String name) {
        return Scalars.words(PhpData.get(customer, name));
    }
}
