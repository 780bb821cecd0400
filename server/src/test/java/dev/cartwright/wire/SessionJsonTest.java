package dev.cartwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Address;
import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Currency;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.event.Actor;
import dev.cartwright.session.StoredSession;
import dev.cartwright.session.TestSessions;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.shop.ShopSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The element's types, which clients rely on without asking.
class SessionJsonTest {
    private final InMemoryShopStore shop = new InMemoryShopStore();

    @Test
    void theElementIsTheContractsToTheLetter() {
        JsonNode element = element(TestSessions.stored("t_8f36", TestSessions.cart()));
        assertThat(element.path("cart_key").asString()).isEqualTo("t_8f36");
        assertThat(element.path("session_key").asString()).isEqualTo("t_8f36");
        assertThat(element.path("cart_id").isIntegralNumber()).isTrue();
        assertThat(element.path("customers_name").asString()).isEqualTo("John Doe");
        assertThat(element.path("customers_email").asString()).isEqualTo("john@example.com");
        assertThat(element.path("item_count").asInt()).isEqualTo(2);
        assertThat(element.path("cart_created").asLong()).isEqualTo(1735084800);
        assertThat(element.path("cart_created_gmt").asString()).isEqualTo("2024-12-25T00:00:00");
        assertThat(element.path("cart_expiry").isIntegralNumber()).isTrue();
        assertThat(element.path("cart_expiry").asLong()).isEqualTo(1735689600);
        assertThat(element.path("session_expiry").asString()).isEqualTo("2025-01-01T00:00:00");
        assertThat(element.path("cart_status").asString()).isEqualTo("active");
        assertThat(element.path("cart_source").asString()).isEqualTo("cocart");
        assertThat(element.path("link").asString())
                .isEqualTo("https://host/wp-json/cocart/v2/session/t_8f36");
        assertThat(element.path("applied_coupons").isArray()).isTrue();
        assertThat(element.has("problems")).isFalse();
        assertThat(element.has("cart_deleted")).isFalse();
        assertThat(Set.copyOf(element.propertyNames())).doesNotContain("items", "session_value");
    }

    @Test
    void aUsersKeyIsTextToo() {
        JsonNode element = element(TestSessions.stored("1", TestSessions.cart()));
        assertThat(element.path("cart_key").isString()).isTrue();
    }

    @Test
    void totalsAreDecimalTextAndLinesAreExactNumbers() {
        String text =
                Written.text(
                        json ->
                                json().element(
                                                json,
                                                TestSessions.stored("k", TestSessions.cart()),
                                                List.of()));
        assertThat(text)
                .contains("\"total\":\"49.98\"")
                .contains("\"subtotal_tax\":\"0.00\"")
                .contains("\"line_total\":49.98,\"line_tax\":0.00")
                .contains("\"line_total\":\"49.98\"");
    }

    @Test
    void quantitiesAreNumbersWithoutIdleDigits() {
        assertThat(quantity("2")).isEqualTo("2");
        assertThat(quantity("2.0")).isEqualTo("2");
        assertThat(quantity("2.50")).isEqualTo("2.5");
        assertThat(quantity("1E+3")).isEqualTo("1000");
        assertThat(quantity("1E+400")).isEqualTo("1E+400");
    }

    @Test
    void mapsAreObjectsAndListsAreArraysEvenWhenEmpty() {
        JsonNode single = single(TestSessions.stored("k", TestSessions.emptyCart()));
        for (String map :
                List.of("customer", "cart", "cart_totals", "currency", "totals", "session_value")) {
            assertThat(single.path(map).isObject()).as(map).isTrue();
        }
        for (String list :
                List.of(
                        "cart_items",
                        "applied_coupons",
                        "items",
                        "coupons",
                        "fees",
                        "removed_items",
                        "problems")) {
            assertThat(single.path(list).isArray()).as(list).isTrue();
        }
        JsonNode item = single(TestSessions.stored("k", TestSessions.cart())).path("items").get(0);
        assertThat(item.path("cart_item_data").toString()).isEqualTo("{}");
        assertThat(item.path("meta").path("variation").toString()).isEqualTo("{}");
    }

    @Test
    void whatIsUnknownOfACustomerIsNullFlatAndEmptyNested() {
        JsonNode customer =
                element(TestSessions.stored("k", TestSessions.emptyCart())).path("customer");
        assertThat(customer.path("id").asInt()).isZero();
        for (String name : customer.propertyNames()) {
            if (name.equals("id") || name.endsWith("_address")) {
                continue;
            }
            assertThat(customer.get(name).isNull()).as(name).isTrue();
        }
        assertThat(customer.path("billing_address").path("billing_email").asString()).isEmpty();
        assertThat(customer.path("billing_address").size()).isEqualTo(11);
        assertThat(customer.path("shipping_address").size()).isEqualTo(10);
        assertThat(customer.has("billing_phone")).isTrue();
        assertThat(customer.has("shipping_postcode")).isTrue();
    }

    @Test
    void anUnreadableCartShowsWhatIsKnownAndWhy() {
        JsonNode single = single(TestSessions.unreadable("k"));
        assertThat(single.path("customers_email").asString()).isEqualTo("who@example.com");
        assertThat(single.path("customer").path("billing_email").asString())
                .isEqualTo("who@example.com");
        assertThat(single.path("customer").path("id").asInt()).isEqualTo(3);
        assertThat(single.path("cart_items").toString()).isEqualTo("[]");
        assertThat(single.path("cart").toString()).isEqualTo("{}");
        assertThat(single.path("session_value").toString()).isEqualTo("{}");
    }

    @Test
    void couponsAndFeesShowWhatTheyReallyComeTo() {
        Cart plain = TestSessions.cart();
        var cart =
                new Cart(
                        plain.currency(),
                        plain.items(),
                        plain.items(),
                        new Totals(4998, 0, 123450, 0, 0, 0, 250, 21, 5000, 21),
                        List.of(new AppliedCoupon("save10", 123450, 1000)),
                        List.of(new Fee("gift", "Gift wrap", 250, 21)),
                        plain.customer(),
                        plain.hash(),
                        plain.sessionValue());
        JsonNode single = single(TestSessions.stored("k", cart));
        assertThat(single.path("coupons").get(0).toString())
                .isEqualTo(
                        "{\"coupon\":\"save10\",\"label\":\"Coupon: save10\",\"saving\":"
                                + "\"-123450\",\"saving_html\":\"-$1,234.50\"}");
        assertThat(single.path("fees").get(0).toString())
                .isEqualTo("{\"key\":\"gift\",\"name\":\"Gift wrap\",\"fee\":\"250\"}");
        assertThat(single.path("removed_items").get(0).path("quantity").isNumber()).isTrue();
        assertThat(single.path("applied_coupons").get(0).asString()).isEqualTo("save10");
        assertThat(single.path("totals").path("discount_total").asString()).isEqualTo("123450");
        assertThat(single.path("cart_totals").path("discount_total").asString())
                .isEqualTo("1234.50");
        shop.importSettings(
                new ShopSettings("", "", Currency.USD, "kg", "cm", "UTC", true, ""), Actor.IMPORT);
        assertThat(
                        single(TestSessions.stored("k", cart))
                                .path("coupons")
                                .get(0)
                                .path("saving")
                                .asString())
                .isEqualTo("-124450");
    }

    @Test
    void aCurrencyWithoutMinorUnitsHasNoPoint() {
        Cart plain = TestSessions.cart();
        var cart =
                new Cart(
                        new Currency("JPY", "¥", 0, ".", ",", "¥", ""),
                        plain.items(),
                        List.of(),
                        plain.totals(),
                        List.of(),
                        List.of(),
                        plain.customer(),
                        plain.hash(),
                        plain.sessionValue());
        JsonNode element = element(TestSessions.stored("k", cart));
        assertThat(element.path("cart_totals").path("total").asString()).isEqualTo("4998");
        assertThat(element.path("cart").path("item1").path("line_total").toString())
                .isEqualTo("4998");
    }

    @Test
    void namesAndAddressesAreWrittenAsTheyAre() {
        var customer =
                new Customer(
                        0,
                        "a/b@example.com",
                        new Address(
                                "<b>Tom</b> & \"J\"", "O’Neil 😀", "", "", "", "", "", "", "", ""),
                        Address.EMPTY);
        JsonNode element =
                element(
                        TestSessions.stored(
                                "k", TestSessions.cart(customer, TestSessions.item("a", 1, 1, 1))));
        assertThat(element.path("customers_name").asString())
                .isEqualTo("<b>Tom</b> & \"J\" O’Neil 😀");
    }

    private String quantity(String number) {
        var item =
                new CartItem(
                        "i",
                        1,
                        0,
                        new BigDecimal(number),
                        Map.of(),
                        0,
                        0,
                        0,
                        0,
                        Map.of(),
                        "",
                        "",
                        0L);
        String text =
                Written.text(
                        json ->
                                json().element(
                                                json,
                                                TestSessions.stored(
                                                        TestSessions.row("k", TestSessions.cart()),
                                                        TestSessions.cart(Customer.UNKNOWN, item)),
                                                List.of()));
        int start = text.indexOf("\"quantity\":") + 11;
        return text.substring(start, text.indexOf(',', start));
    }

    private JsonNode element(StoredSession stored) {
        return Written.tree(json -> json().element(json, stored, List.of()));
    }

    private JsonNode single(StoredSession stored) {
        return Written.tree(json -> json().single(json, stored, List.of(), true));
    }

    private SessionJson json() {
        return new SessionJson(shop, "https://host", TestSessions.CREATED);
    }
}
