package dev.cartwright.session;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Totals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carts and sessions for tests.
public final class TestSessions {
    public static final Instant CREATED = Instant.parse("2024-12-25T00:00:00Z");
    public static final Instant EXPIRY = Instant.parse("2025-01-01T00:00:00Z");
    public static final Times TIMES =
            new Times(CREATED, CREATED.plusSeconds(60), CREATED.plusSeconds(90), EXPIRY, false);
    public static final Customer JOHN =
            new Customer(
                    0,
                    "john@example.com",
                    new Address("John", "Doe", "", "", "", "", "", "", "", ""),
                    Address.EMPTY);

    private TestSessions() {}

    /// Two shirts for 49.98.
    public static Cart cart() {
        return cart(JOHN, item("item1", 42, 2, 2499));
    }

    public static Cart emptyCart() {
        return cart(Customer.UNKNOWN);
    }

    public static Cart cart(Customer customer, CartItem... items) {
        long subtotal = 0;
        for (CartItem item : items) {
            subtotal += item.lineTotal();
        }
        return new Cart(
                Currency.USD,
                List.of(items),
                List.of(),
                new Totals(subtotal, 0, 0, 0, 0, 0, 0, 0, subtotal, 0),
                List.of(),
                List.of(),
                customer,
                items.length == 0 ? "" : "5d41402abc4b2a76b9719d911017c592",
                null);
    }

    public static CartItem item(String key, long product, int quantity, long price) {
        long line = quantity * price;
        return new CartItem(
                key,
                product,
                0,
                BigDecimal.valueOf(quantity),
                Map.of(),
                line,
                0,
                line,
                0,
                Map.of(),
                null,
                null,
                null);
    }

    public static Cart with(Cart cart, List<AppliedCoupon> coupons, Totals totals) {
        return new Cart(
                cart.currency(),
                cart.items(),
                cart.removedItems(),
                totals,
                coupons,
                cart.fees(),
                cart.customer(),
                cart.hash(),
                cart.sessionValue());
    }

    public static Cart with(Cart cart, Data.@Nullable Mapping sessionValue) {
        return new Cart(
                cart.currency(),
                cart.items(),
                cart.removedItems(),
                cart.totals(),
                cart.coupons(),
                cart.fees(),
                cart.customer(),
                cart.hash(),
                sessionValue);
    }

    public static SessionDraft draft(String key, Cart cart, Times times) {
        return new SessionDraft(
                new CartKey(key), Owner.of(cart.customer().id()), times, "cocart", cart);
    }

    public static StoredSession stored(String key, Cart cart) {
        return stored(row(key, cart), cart);
    }

    public static StoredSession stored(Session row, Cart cart) {
        return new StoredSession(row, new CartDocument.Readable(cart));
    }

    public static StoredSession unreadable(String key) {
        var row =
                new Session(
                        7,
                        new CartKey(key),
                        new Owner.User(3),
                        TIMES,
                        "cocart",
                        "who@example.com",
                        "Who Knows",
                        0,
                        0,
                        "USD",
                        2,
                        1,
                        null,
                        false);
        return new StoredSession(row, new CartDocument.Unreadable("it is cut off", new byte[3]));
    }

    public static Session row(String key, Cart cart) {
        return new Session(
                4335,
                new CartKey(key),
                Owner.of(cart.customer().id()),
                TIMES,
                "cocart",
                cart.customer().email(),
                cart.customer().name(),
                cart.itemCount(),
                cart.totals().total(),
                cart.currency().code(),
                cart.currency().minorUnit(),
                1,
                null,
                true);
    }
}
