package dev.cartwright.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.InMemoryConsumerKeyStore;
import dev.cartwright.access.InMemoryUserStore;
import dev.cartwright.access.UserStore.NewUser;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Totals;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.Times;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.shop.ShopSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoShopTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final InMemorySessionStore sessions = new InMemorySessionStore(CLOCK);
    private final InMemoryConsumerKeyStore keys = new InMemoryConsumerKeyStore(CLOCK);
    private final InMemoryUserStore users = new InMemoryUserStore();
    private final InMemoryShopStore shop = new InMemoryShopStore();
    private final DemoShop demo = new DemoShop(sessions, keys, users, shop, CLOCK);

    @Test
    void theSameSeedMakesTheSameCarts() {
        assertThat(carts(500)).isEqualTo(carts(500));
        assertThat(DemoShop.carts(1, 50, NOW).toList())
                .isNotEqualTo(DemoShop.carts(2, 50, NOW).toList());
    }

    @Test
    void aCartDependsOnItsNumberAloneNotOnHowManyAreMade() {
        assertThat(carts(20)).isEqualTo(carts(200).subList(0, 20));
    }

    @Test
    void totalsAreTheSumOfTheirParts() {
        for (SessionDraft draft : carts(3000)) {
            Cart cart = draft.cart();
            Totals totals = cart.totals();
            assertThat(totals.subtotal()).isEqualTo(sum(cart, Part.SUBTOTAL));
            assertThat(totals.subtotalTax()).isEqualTo(sum(cart, Part.SUBTOTAL_TAX));
            assertThat(totals.discountTotal())
                    .isEqualTo(sum(cart, Part.SUBTOTAL) - sum(cart, Part.TOTAL))
                    .isEqualTo(cart.coupons().stream().mapToLong(AppliedCoupon::saving).sum());
            assertThat(totals.totalTax())
                    .isEqualTo(sum(cart, Part.TAX) + totals.feeTax() + totals.shippingTax());
            assertThat(totals.total())
                    .isEqualTo(
                            totals.subtotal()
                                    - totals.discountTotal()
                                    + totals.shippingTotal()
                                    + totals.feeTotal()
                                    + totals.totalTax())
                    .isNotNegative();
        }
    }

    @Test
    void everyCurrencyWithItsOwnDigitsOccurs() {
        Set<String> currencies =
                carts(360).stream()
                        .map(draft -> draft.cart().currency())
                        .map(currency -> currency.code() + currency.minorUnit())
                        .collect(Collectors.toSet());
        assertThat(currencies).containsExactlyInAnyOrder("USD2", "EUR2", "GBP2", "JPY0", "KWD3");
    }

    @Test
    void everythingOddOccurs() {
        List<SessionDraft> carts = carts(DemoShop.CARTS);
        assertThat(carts).anyMatch(draft -> draft.cart().items().isEmpty());
        assertThat(carts).anyMatch(draft -> name(draft).contains("<script>"));
        assertThat(carts).anyMatch(draft -> name(draft).startsWith("="));
        assertThat(carts).anyMatch(draft -> name(draft).contains("佐藤"));
        assertThat(carts).anyMatch(draft -> has(draft, DemoCatalogue.MISSING));
        assertThat(carts).anyMatch(draft -> !draft.cart().removedItems().isEmpty());
        assertThat(carts).anyMatch(draft -> !draft.cart().fees().isEmpty());
        assertThat(carts).anyMatch(draft -> !draft.cart().coupons().isEmpty());
        assertThat(carts).anyMatch(draft -> has(draft, DemoShop.PRODUCT_ID));
        assertThat(carts)
                .anyMatch(
                        draft -> draft.cart().items().stream().anyMatch(i -> i.variationId() > 0));
        assertThat(carts).anyMatch(draft -> draft.owner() instanceof Owner.Guest);
        assertThat(carts).anyMatch(draft -> draft.owner() instanceof Owner.User);
    }

    @Test
    void keysAndItemKeysNeverRepeat() {
        List<SessionDraft> carts = carts(20_000);
        assertThat(carts.stream().map(draft -> draft.key().value())).doesNotHaveDuplicates();
        for (SessionDraft draft : carts) {
            assertThat(draft.cart().items().stream().map(CartItem::key)).doesNotHaveDuplicates();
        }
    }

    @Test
    void timesLieInOrderAndWithinNinetyDays() {
        for (SessionDraft draft : carts(3000)) {
            Times times = draft.times();
            assertThat(times.created())
                    .isAfter(NOW.minus(Duration.ofDays(91)))
                    .isBeforeOrEqualTo(times.lastActivity());
            assertThat(times.updated()).isBetween(times.lastActivity(), NOW);
            assertThat(times.expiry()).isAfter(times.updated());
        }
    }

    @Test
    void fillsAnEmptyDirectoryWithEveryStatus() {
        assertThat(demo.open()).isEqualTo(new DemoShop.Opening.Filled(DemoShop.CARTS));

        var found = EnumSet.noneOf(Status.class);
        found.addAll(sessions.counts().byStatus().keySet());
        found.removeIf(status -> sessions.counts().byStatus().getOrDefault(status, 0L) < 5);
        assertThat(found).containsExactlyInAnyOrder(Status.values());
        assertThat(shop.settings().name()).isEqualTo(DemoShop.NAME);
    }

    @Test
    void productsAndCustomersOfTheCartsAreThere() {
        demo.open();
        for (Session session : all()) {
            if (session.owner() instanceof Owner.User(long id)) {
                assertThat(users.find(id)).isPresent();
            }
        }
        for (SessionDraft draft : carts(DemoShop.CARTS)) {
            for (CartItem item : draft.cart().items()) {
                boolean missing = item.productId() == DemoCatalogue.MISSING;
                assertThat(shop.product(item.catalogueId()).isEmpty()).isEqualTo(missing);
            }
            for (AppliedCoupon coupon : draft.cart().coupons()) {
                assertThat(shop.coupon(coupon.code())).isPresent();
            }
        }
    }

    @Test
    void aSecondStartLeavesItAsItHasBecome() {
        demo.open();
        CartKey deleted = all().getFirst().key();
        sessions.purge(deleted, Actor.OPERATOR);
        List<Session> before = all();

        assertThat(demo.open()).isEqualTo(new DemoShop.Opening.FoundReady());
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void aSetUpThatWasCutOffIsBegunAgain() {
        demo.open();
        List<CartKey> complete = all().stream().map(Session::key).toList();
        long trash = sessions.counts().byStatus().getOrDefault(Status.TRASH, 0L);
        ShopSettings done = shop.settings();
        shop.importSettings(
                new ShopSettings(
                        DemoShop.UNFINISHED,
                        done.siteUrl(),
                        done.currency(),
                        done.weightUnit(),
                        done.dimensionUnit(),
                        done.timeZone(),
                        done.taxIncludedInCart(),
                        done.placeholderImage()),
                Actor.SYSTEM);

        assertThat(demo.open()).isEqualTo(new DemoShop.Opening.Filled(DemoShop.CARTS));
        assertThat(new HashSet<>(all().stream().map(Session::key).toList()))
                .isEqualTo(new HashSet<>(complete));
        assertThat(sessions.counts().byStatus()).containsEntry(Status.TRASH, trash);
    }

    @Test
    void dataOfAnybodyElseIsLeftAlone() {
        users.create(new NewUser("maria", "", "Maria", List.of("customer")), Actor.OPERATOR);
        assertThat(demo.open()).isEqualTo(new DemoShop.Opening.Refused());
        assertThat(sessions.counts().live()).isZero();
        assertThat(shop.anyProducts()).isFalse();
    }

    private enum Part {
        SUBTOTAL,
        SUBTOTAL_TAX,
        TOTAL,
        TAX
    }

    private static long sum(Cart cart, Part part) {
        return cart.items().stream()
                .mapToLong(
                        item ->
                                switch (part) {
                                    case SUBTOTAL -> item.lineSubtotal();
                                    case SUBTOTAL_TAX -> item.lineSubtotalTax();
                                    case TOTAL -> item.lineTotal();
                                    case TAX -> item.lineTax();
                                })
                .sum();
    }

    private static boolean has(SessionDraft draft, long productId) {
        return draft.cart().items().stream().anyMatch(item -> item.productId() == productId);
    }

    private static String name(SessionDraft draft) {
        return draft.cart().customer().name();
    }

    private static List<SessionDraft> carts(int count) {
        return DemoShop.carts(DemoShop.SEED, count, NOW).toList();
    }

    private List<Session> all() {
        var request = new PageRequest.Numbered(1, PageRequest.MAX_SIZE);
        Page<Session> page =
                sessions.list(
                        SessionFilter.ALL,
                        new SessionOrder(SessionOrder.Field.CART_ID, false),
                        request);
        return page.rows();
    }
}
