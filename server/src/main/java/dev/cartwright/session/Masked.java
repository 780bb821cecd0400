package dev.cartwright.session;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sessions without what tells who somebody is: made before anything is written of them, so that
/// nothing written can tell more.
///
/// What stays and what goes is listed in `docs/compatibility.md`.
public final class Masked {
    private static final String DOTS = "•••";

    /// What a shopper chose of the shop's own words; all else may be her own.
    private static final String ATTRIBUTE = "attribute_";

    private Masked() {}

    public static StoredSession of(StoredSession stored) {
        return new StoredSession(row(stored.session()), contents(stored.document()));
    }

    private static Session row(Session session) {
        return new Session(
                session.id(),
                session.key(),
                session.owner(),
                session.times(),
                session.source(),
                email(session.email()),
                "",
                session.itemCount(),
                session.total(),
                session.currencyCode(),
                session.minorUnit(),
                session.version(),
                session.deletedAt(),
                session.readable());
    }

    private static CartDocument contents(CartDocument document) {
        return switch (document) {
            case CartDocument.Readable(Cart cart) -> new CartDocument.Readable(cart(cart));
            case CartDocument.Unreadable(String reason, byte[] _) ->
                    new CartDocument.Unreadable(reason, new byte[0]);
        };
    }

    private static Cart cart(Cart cart) {
        Customer customer = cart.customer();
        return new Cart(
                cart.currency(),
                items(cart.items(), "item-"),
                items(cart.removedItems(), "removed-"),
                cart.totals(),
                cart.coupons(),
                cart.fees(),
                new Customer(customer.id(), email(customer.email()), Address.EMPTY, Address.EMPTY),
                "", // a hash over all there is would confirm a guess
                Data.Mapping.EMPTY);
    }

    private static List<CartItem> items(List<CartItem> items, String prefix) {
        var masked = new ArrayList<CartItem>(items.size());
        for (CartItem item : items) {
            masked.add(item(item, prefix + (masked.size() + 1)));
        }
        return masked;
    }

    /// @param number stands in for the key of an item with data of its own, which is a hash of that
    ///     data too
    private static CartItem item(CartItem item, String number) {
        Map<String, String> variation = new LinkedHashMap<>(item.variation());
        variation.keySet().removeIf(name -> !name.startsWith(ATTRIBUTE));
        boolean plain = item.custom().isEmpty() && variation.size() == item.variation().size();
        return new CartItem(
                plain ? item.key() : number,
                item.productId(),
                item.variationId(),
                item.quantity(),
                variation,
                item.lineSubtotal(),
                item.lineSubtotalTax(),
                item.lineTotal(),
                item.lineTax(),
                Map.of(),
                item.name(),
                item.sku(),
                item.price());
    }

    /// `g•••@example.com`; of a text that is no e-mail nothing but that there is one.
    static String email(String email) {
        if (email.isEmpty()) {
            return "";
        }
        int at = email.lastIndexOf('@');
        String domain = email.substring(at + 1);
        if (at < 1 || !isDomain(domain)) {
            return DOTS;
        }
        return email.substring(0, email.offsetByCodePoints(0, 1)) + DOTS + "@" + domain;
    }

    private static boolean isDomain(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
    }
}
