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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Carts for tests.
public final class SampleCarts {
    public static final Currency YEN = new Currency("JPY", "¥", 0, ".", ",", "¥", "");

    private static final List<String> FIRST = List.of("John", "Johanna", "Åsa", "Li", "O'Neil");
    private static final List<String> LAST = List.of("Doe", "Smith", "Johnson", "Müller", "");

    private SampleCarts() {}

    public static Cart cart(long total, String email, String first, String last, long... products) {
        return cart(Currency.USD, total, email, first, last, products);
    }

    public static Cart cart(
            Currency currency,
            long total,
            String email,
            String first,
            String last,
            long... products) {
        var items = new ArrayList<CartItem>();
        for (long product : products) {
            items.add(item(product, total / products.length));
        }
        var billing =
                new Address(first, last, "", "1 High Street", "", "Leeds", "", "LS1 1AA", "GB", "");
        return new Cart(
                currency,
                items,
                List.of(),
                new Totals(total, 0, 0, 0, 0, 0, 0, 0, total, 0),
                List.of(new AppliedCoupon("save10", 0, 0)),
                List.of(),
                new Customer(0, email, billing, Address.EMPTY),
                items.isEmpty() ? "" : "hash" + total,
                new Data.Mapping(Map.of("chosen_payment_method", new Data.Text("cod"))));
    }

    private static CartItem item(long product, long total) {
        long variation = product % 3 == 0 ? product + 1000 : 0;
        return new CartItem(
                "item" + product,
                product,
                variation,
                BigDecimal.valueOf(2),
                Map.of("attribute_pa_color", "blue"),
                total,
                0,
                total,
                0,
                Map.of(),
                "Product " + product,
                "SKU-" + product,
                total / 2);
    }

    public static SessionDraft draft(String key, Instant created, Cart cart) {
        return draft(key, new Owner.Guest(), created, cart);
    }

    /// Expires a week after its creation.
    public static SessionDraft draft(String key, Owner owner, Instant created, Cart cart) {
        return new SessionDraft(new CartKey(key), owner, times(created, 604_800), "cocart", cart);
    }

    public static Times times(Instant created, long lifetimeSeconds) {
        return new Times(
                created,
                created.plusSeconds(10),
                created.plusSeconds(20),
                created.plusSeconds(lifetimeSeconds),
                false);
    }

    /// Of few different values, so that filters and ties have something to do.
    public static SessionDraft random(RandomGenerator random, Instant now) {
        String first = FIRST.get(random.nextInt(FIRST.size()));
        String last = LAST.get(random.nextInt(LAST.size()));
        String email = random.nextInt(3) == 0 ? "" : first.charAt(0) + "." + last + "@Example.com";
        long[] products = random.longs(random.nextInt(4), 1, 8).distinct().toArray();
        long owner = random.nextInt(3) == 0 ? random.nextLong(1, 4) : 0;
        var currency = random.nextInt(4) == 0 ? YEN : Currency.USD;
        Instant created = now.minusSeconds(random.nextLong(0, 40) * 10_000);
        var times =
                new Times(
                        created,
                        created.plusSeconds(random.nextLong(0, 5) * 1_000),
                        created.plusSeconds(random.nextLong(0, 5) * 1_000),
                        now.plusSeconds(random.nextLong(-30, 30) * 3_600),
                        random.nextBoolean());
        return new SessionDraft(
                new CartKey("key" + random.nextInt(40) + "_A"),
                Owner.of(owner),
                times,
                random.nextInt(5) == 0 ? "woocommerce" : "cocart",
                cart(currency, random.nextLong(0, 8) * 1_000, email, first, last, products));
    }
}
