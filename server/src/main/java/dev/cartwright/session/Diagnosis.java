package dev.cartwright.session;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.Problem.Code;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Looks a session over and says what an operator should know about it.
public final class Diagnosis {
    /// WooCommerce rounds lines, taxes, shipping and fees each for itself, and the total once more
    /// from unrounded parts. Each of these may be off by half a minor unit, and a line has two.
    private static final int ROUNDED_PARTS = 2;

    private Diagnosis() {}

    /// In a fixed order: the cart as a whole, then its items, then its coupons.
    public static List<Problem> of(StoredSession stored, Instant now, ShopFacts shop) {
        var problems = new ArrayList<Problem>();
        switch (stored.document()) {
            case CartDocument.Unreadable(String reason, byte[] _) ->
                    add(problems, Code.UNREADABLE, "The stored cart cannot be read: " + reason);
            case CartDocument.Readable(Cart cart) -> contents(cart, shop, problems);
        }
        session(stored.session(), now, shop, problems);
        return problems;
    }

    private static void contents(Cart cart, ShopFacts shop, List<Problem> problems) {
        if (cart.items().isEmpty()) {
            add(problems, Code.EMPTY, "The cart has no items.");
        }
        if (mismatch(cart)) {
            add(problems, Code.TOTALS_MISMATCH, "The total is not the sum of its parts.");
        }
        for (CartItem item : cart.items()) {
            item(item, shop, problems);
        }
        for (AppliedCoupon coupon : cart.coupons()) {
            if (!shop.couponKnown(coupon.code())) {
                add(problems, Code.UNKNOWN_COUPON, "The shop has no coupon of an applied code.");
            }
        }
    }

    private static void session(
            Session session, Instant now, ShopFacts shop, List<Problem> problems) {
        if (!session.times().expiry().isAfter(now)) {
            add(problems, Code.EXPIRED, "The session has expired.");
        }
        if (session.times().estimated()) {
            add(problems, Code.ESTIMATED_TIMES, "Some of the times are estimates of an import.");
        }
        if (session.owner() instanceof Owner.User(long id) && !shop.userKnown(id)) {
            add(problems, Code.UNKNOWN_OWNER, "The customer who owns the session is not known.");
        }
    }

    private static void item(CartItem item, ShopFacts shop, List<Problem> problems) {
        switch (shop.product(item.catalogueId())) {
            case PURCHASABLE -> {}
            case UNAVAILABLE ->
                    problems.add(
                            new Problem(
                                    Code.PRODUCT_UNAVAILABLE,
                                    "The product can no longer be bought.",
                                    item.key()));
            case UNKNOWN ->
                    problems.add(
                            new Problem(
                                    Code.UNKNOWN_PRODUCT,
                                    "The catalogue has no such product.",
                                    item.key()));
        }
    }

    private static boolean mismatch(Cart cart) {
        Totals totals = cart.totals();
        BigInteger sum = sum(totals.feeTotal(), totals.shippingTotal(), totals.totalTax());
        for (CartItem item : cart.items()) {
            sum = sum.add(BigInteger.valueOf(item.lineTotal()));
        }
        long tolerance = ROUNDED_PARTS + (long) cart.items().size() + cart.fees().size();
        BigInteger difference =
                sum.max(BigInteger.ZERO).subtract(BigInteger.valueOf(totals.total()));
        return difference.abs().compareTo(BigInteger.valueOf(tolerance)) > 0;
    }

    /// Foreign rows may hold amounts whose sum has no place in a `long`.
    private static BigInteger sum(long... amounts) {
        BigInteger sum = BigInteger.ZERO;
        for (long amount : amounts) {
            sum = sum.add(BigInteger.valueOf(amount));
        }
        return sum;
    }

    private static void add(List<Problem> problems, Code code, String message) {
        problems.add(new Problem(code, message, null));
    }
}
