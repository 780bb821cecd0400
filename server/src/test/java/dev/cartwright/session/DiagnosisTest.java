package dev.cartwright.session;

import static dev.cartwright.session.TestSessions.EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.session.Problem.Code;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Instant BEFORE = EXPIRY.minusSeconds(86_400);

    private ShopFacts.Availability availability = ShopFacts.Availability.PURCHASABLE;
    private boolean known = true;

    private final ShopFacts shop =
            new ShopFacts() {
                @Override
                public Availability product(long catalogueId) {
                    return availability;
                }

                @Override
                public boolean couponKnown(String code) {
                    return known;
                }

                @Override
                public boolean userKnown(long userId) {
                    return known;
                }
            };

    @Test
    void aSoundCartHasNoProblems() {
        assertThat(codes(TestSessions.cart())).isEmpty();
    }

    @Test
    void anEmptyCartIsSaidToBeEmpty() {
        assertThat(codes(TestSessions.emptyCart())).containsExactly(Code.EMPTY);
    }

    @Test
    void aCartIsExpiredFromTheMomentOfItsExpiry() {
        StoredSession stored = TestSessions.stored("key", TestSessions.cart());
        assertThat(Diagnosis.of(stored, EXPIRY.minusSeconds(1), shop)).isEmpty();
        assertThat(Diagnosis.of(stored, EXPIRY, shop))
                .extracting(Problem::code)
                .containsExactly(Code.EXPIRED);
    }

    @Test
    void anUnreadableCartIsNotCalledEmpty() {
        List<Problem> problems = Diagnosis.of(TestSessions.unreadable("key"), BEFORE, shop);
        assertThat(problems).extracting(Problem::code).containsExactly(Code.UNREADABLE);
        assertThat(problems.getFirst().message()).contains("it is cut off");
    }

    @Test
    void whatTheCatalogueLacksIsToldPerItem() {
        availability = ShopFacts.Availability.UNKNOWN;
        StoredSession stored = TestSessions.stored("key", TestSessions.cart());
        assertThat(Diagnosis.of(stored, BEFORE, shop))
                .extracting(Problem::code, Problem::itemKey)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(Code.UNKNOWN_PRODUCT, "item1"));
        availability = ShopFacts.Availability.UNAVAILABLE;
        assertThat(Diagnosis.of(stored, BEFORE, shop))
                .extracting(Problem::code)
                .containsExactly(Code.PRODUCT_UNAVAILABLE);
    }

    @Test
    void unknownCouponsAndOwnersAreTold() {
        known = false;
        Cart cart =
                TestSessions.cart(
                        new Customer(
                                9,
                                "",
                                dev.cartwright.cart.Address.EMPTY,
                                dev.cartwright.cart.Address.EMPTY),
                        TestSessions.item("a", 1, 1, 100));
        cart = TestSessions.with(cart, List.of(new AppliedCoupon("gone", 0, 0)), cart.totals());
        assertThat(codes(cart)).containsExactly(Code.UNKNOWN_COUPON, Code.UNKNOWN_OWNER);
    }

    @Test
    void estimatedTimesAreMarked() {
        Session row = TestSessions.row("key", TestSessions.cart());
        var times =
                new Times(
                        row.times().created(),
                        row.times().lastActivity(),
                        row.times().updated(),
                        row.times().expiry(),
                        true);
        var estimated =
                new Session(
                        row.id(),
                        row.key(),
                        row.owner(),
                        times,
                        row.source(),
                        row.email(),
                        row.name(),
                        row.itemCount(),
                        row.total(),
                        row.currencyCode(),
                        row.minorUnit(),
                        row.version(),
                        null,
                        true);
        assertThat(Diagnosis.of(TestSessions.stored(estimated, TestSessions.cart()), BEFORE, shop))
                .extracting(Problem::code)
                .containsExactly(Code.ESTIMATED_TIMES);
    }

    @Test
    void aWrongTotalIsFound() {
        Cart cart = TestSessions.cart();
        assertThat(codes(TestSessions.with(cart, List.of(), totals(4898))))
                .containsExactly(Code.TOTALS_MISMATCH);
        assertThat(codes(TestSessions.with(cart, List.of(), totals(Long.MIN_VALUE))))
                .containsExactly(Code.TOTALS_MISMATCH);
    }

    /// A false alarm on a sound cart would make the operator look away from all of them.
    @Test
    void noTotalThatWooCommerceCalculatedIsCalledWrong() throws IOException {
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        try (var lines = reader("/recorded/calculated-totals.csv")) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen++;
                if (codes(calculated(line)).contains(Code.TOTALS_MISMATCH)) {
                    wrong.add(line);
                }
            }
        }
        assertThat(seen).isGreaterThan(1400);
        assertThat(wrong).isEmpty();
    }

    private static Cart calculated(String line) {
        String[] column = line.split(",", -1);
        var items = new ArrayList<CartItem>();
        for (String amount : column[2].split(" ", -1)) {
            if (!amount.isEmpty()) {
                items.add(TestSessions.item("i" + items.size(), 1, 1, Long.parseLong(amount)));
            }
        }
        var fees = new ArrayList<Fee>();
        for (int i = 0; i < Integer.parseInt(column[3]); i++) {
            fees.add(new Fee("fee" + i, "Fee", 0, 0));
        }
        var totals =
                new Totals(
                        0,
                        0,
                        0,
                        0,
                        Long.parseLong(column[5]),
                        0,
                        Long.parseLong(column[4]),
                        0,
                        Long.parseLong(column[7]),
                        Long.parseLong(column[6]));
        var currency = new Currency("USD", "$", Integer.parseInt(column[1]), ".", ",", "$", "");
        return new Cart(
                currency, items, List.of(), totals, List.of(), fees, Customer.UNKNOWN, "", null);
    }

    private static BufferedReader reader(String resource) {
        return new BufferedReader(
                new InputStreamReader(
                        Objects.requireNonNull(DiagnosisTest.class.getResourceAsStream(resource)),
                        StandardCharsets.UTF_8));
    }

    private static Totals totals(long total) {
        return new Totals(4998, 0, 0, 0, 0, 0, 0, 0, total, 0);
    }

    private List<Code> codes(Cart cart) {
        return Diagnosis.of(TestSessions.stored("key", cart), BEFORE, shop).stream()
                .map(Problem::code)
                .toList();
    }
}
