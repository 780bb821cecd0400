package dev.cartwright.demo;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Makes one cart after the other, each from the seed and its own number alone.
final class DemoCarts {
    /// As long as a cart of WooCommerce 10 and of CoCart lives.
    static final Duration LIFE = Duration.ofDays(7);

    static final long FIRST_USER = 1000;

    /// Every so many carts, one of each oddity.
    private static final int ODD_EVERY = 40;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final String KEY_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int KEY_LENGTH = 30;

    private final long seed;
    private final Instant now;

    /// What may be odd about a cart.
    private enum Oddity {
        NONE,
        EMPTY,
        NAME,
        MISSING_PRODUCT
    }

    DemoCarts(long seed, Instant now) {
        this.seed = seed;
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    SessionDraft cart(long number) {
        RandomGenerator random = new SplittableRandom(seed ^ (number + 1) * GOLDEN);
        Oddity oddity = oddity(number);
        Market market = Market.any(random);
        boolean user = random.nextInt(100) < 35;
        long userId = user ? FIRST_USER + number : 0;
        boolean known = user || oddity == Oddity.NAME || random.nextInt(100) < 60;
        Customer customer =
                known
                        ? DemoPeople.any(userId, number, market, oddity == Oddity.NAME, random)
                        : Customer.UNKNOWN;
        CartKey key = user ? new CartKey(Long.toString(userId)) : guestKey(random);
        String source = random.nextInt(100) < 60 ? "cocart" : "woocommerce";
        Times times = times(random);
        return new SessionDraft(
                key, Owner.of(userId), times, source, contents(oddity, market, customer, random));
    }

    private static Oddity oddity(long number) {
        return switch ((int) (number % ODD_EVERY)) {
            case 3 -> Oddity.EMPTY;
            case 11, 12, 13 -> Oddity.NAME;
            case 21 -> Oddity.MISSING_PRODUCT;
            default -> Oddity.NONE;
        };
    }

    private static CartKey guestKey(RandomGenerator random) {
        var key = new StringBuilder("t_");
        for (int i = 0; i < KEY_LENGTH; i++) {
            key.append(KEY_CHARACTERS.charAt(random.nextInt(KEY_CHARACTERS.length())));
        }
        return new CartKey(key.toString());
    }

    /// Half of them active, a twelfth about to expire, the rest expired for up to 80 days.
    private Times times(RandomGenerator random) {
        int draw = random.nextInt(100);
        long age; // seconds since the shopper's last act
        if (draw < 50) {
            double share = random.nextDouble();
            age = 120 + (long) (share * share * Duration.ofHours(158).toSeconds());
        } else if (draw < 58) {
            age = LIFE.toSeconds() - 300 - random.nextLong(Duration.ofMinutes(340).toSeconds());
        } else {
            age = LIFE.toSeconds() + 600 + random.nextLong(Duration.ofDays(79).toSeconds());
        }
        Instant lastActivity = now.minusSeconds(age);
        Instant created =
                lastActivity.minusSeconds(random.nextLong(Duration.ofDays(4).toSeconds()));
        boolean touched = random.nextInt(10) == 0; // by somebody else than the shopper
        Instant updated = touched ? lastActivity.plusSeconds(random.nextLong(100)) : lastActivity;
        return new Times(created, lastActivity, updated, lastActivity.plus(LIFE), false);
    }

    private static Cart contents(
            Oddity oddity, Market market, Customer customer, RandomGenerator random) {
        var basket = new DemoBasket(market, random);
        if (oddity != Oddity.EMPTY) {
            basket.fill(oddity == Oddity.MISSING_PRODUCT);
        }
        List<CartItem> items = basket.items();
        List<AppliedCoupon> coupons = basket.coupons();
        List<Fee> fees = basket.fees();
        Totals totals = basket.totals();
        return new Cart(
                market.currency(),
                items,
                basket.removed(),
                totals,
                coupons,
                fees,
                customer,
                basket.hash(),
                null);
    }
}
