package dev.cartwright.rest.sessions;

import static dev.cartwright.rest.sessions.SessionsApi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.cart.Address;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Customer;
import dev.cartwright.event.Actor;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListSessionsTest {
    private static final Pattern NEXT = Pattern.compile("<[^>]*\\?([^>]*)>; rel=\"next\"");
    private static final Pattern PREVIOUS = Pattern.compile("<[^>]*\\?([^>]*)>; rel=\"prev\"");

    private final SessionsApi api = new SessionsApi();

    @Test
    void answers200WithABareArrayNewestFirst() {
        for (int i = 0; i < 3; i++) {
            api.save("cart" + i, TestSessions.cart(), NOW.minusSeconds(100 - i), later());
        }
        Answer answer = api.list("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().isArray()).isTrue();
        assertThat(answer.keys()).containsExactly("cart2", "cart1", "cart0");
        assertThat(answer.header("X-WP-Total")).isEqualTo("3");
        assertThat(answer.header("X-WP-TotalPages")).isEqualTo("1");
        assertThat(answer.headers()).doesNotContainKey("Link");
    }

    @Test
    void answers200WithAnEmptyArrayWhenThereIsNothing() {
        Answer answer = api.list("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString()).isEqualTo("[]");
        assertThat(answer.header("X-WP-Total")).isEqualTo("0");
        assertThat(answer.header("X-WP-TotalPages")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "999", "99999999999", "99999999999999999999999999", "+3"})
    void answers200PastTheEndAndStillTellsTheTotal(String page) {
        api.save("cart", TestSessions.cart());
        Answer answer = api.list("page=" + page.replace("+", "%2B"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().size()).isZero();
        assertThat(answer.header("X-WP-Total")).isEqualTo("1");
    }

    @Test
    void answers200WithExpiredCartsToo() {
        api.save("old", TestSessions.cart(), NOW.minus(Duration.ofDays(60)), NOW);
        assertThat(api.list("").body().get(0).path("cart_status").asString()).isEqualTo("expired");
        assertThat(api.list("status=expired").keys()).containsExactly("old");
        assertThat(api.list("status=active").keys()).isEmpty();
    }

    @Test
    void answers200WithTrashOnlyWhenAsked() {
        api.save("gone", TestSessions.cart());
        api.delete("gone", "");
        assertThat(api.list("").keys()).isEmpty();
        Answer trash = api.list("status=trash");
        assertThat(trash.keys()).containsExactly("gone");
        assertThat(trash.body().get(0).path("cart_status").asString()).isEqualTo("trash");
        assertThat(trash.body().get(0).path("cart_deleted").asLong())
                .isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void answers200AndOneUnreadableCartDoesNotBreakTheList() {
        api.save("good", TestSessions.cart());
        var broken =
                new ImportedSession(
                        "test",
                        "1",
                        0,
                        new CartKey("broken"),
                        new Owner.Guest(),
                        TestSessions.TIMES,
                        "cocart",
                        new CartDocument.Unreadable("it is cut off", new byte[] {1}));
        api.store.importAll(List.of(broken), Actor.IMPORT);
        Answer answer = api.list("orderby=cart_key&order=asc");
        assertThat(answer.keys()).containsExactly("broken", "good");
        assertThat(answer.body().get(0).path("problems").get(0).path("code").asString())
                .isEqualTo("unreadable");
        assertThat(answer.body().get(0).path("cart_items").isArray()).isTrue();
        assertThat(answer.body().get(0).path("cart").isObject()).isTrue();
        assertThat(answer.body().get(1).has("problems")).isFalse();
    }

    @Test
    void answers200ForEveryFilter() {
        var alice = new Customer(3, "alice@example.com", Address.EMPTY, Address.EMPTY);
        api.save("alice", TestSessions.cart(alice, TestSessions.item("a", 7, 1, 500)));
        api.save("guest", TestSessions.cart());
        api.save("empty", TestSessions.emptyCart());
        assertThat(api.list("customer=3").keys()).containsExactly("alice");
        assertThat(api.list("customer=guest").keys()).containsExactlyInAnyOrder("guest", "empty");
        assertThat(api.list("email=Alice%40Example.com").keys()).containsExactly("alice");
        assertThat(api.list("has_items=false").keys()).containsExactly("empty");
        assertThat(api.list("min_total=49.98").keys()).containsExactly("guest");
        assertThat(api.list("min_total=0.01&max_total=49.979999").keys()).containsExactly("alice");
        assertThat(api.list("product=7").keys()).containsExactly("alice");
        assertThat(api.list("search=joh").keys()).containsExactly("guest");
        assertThat(api.list("source=woocommerce").keys()).isEmpty();
    }

    @Test
    void timesAreExclusiveAndReadInSeveralForms() {
        api.save("cart", TestSessions.cart(), Instant.parse("2024-12-25T10:00:00Z"), later());
        assertThat(api.list("created_after=2024-12-25T10:00:00").keys()).isEmpty();
        assertThat(api.list("created_after=2024-12-25T09:59:59Z").keys()).hasSize(1);
        assertThat(api.list("created_after=2024-12-25T12:59:59%2B03:00").keys()).hasSize(1);
        assertThat(api.list("created_after=2024-12-25T12:59:59+03:00").keys()).hasSize(1);
        assertThat(api.list("created_before=1735120800").keys()).isEmpty();
        assertThat(api.list("created_before=1735120801").keys()).hasSize(1);
        assertThat(api.list("created_after=2024-12-25&created_before=2024-12-26").keys())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    page=0              | page       | rest_out_of_bounds   | page must be greater than or equal to 1
                    page=-1             | page       | rest_out_of_bounds   | page must be greater than or equal to 1
                    page=abc            | page       | rest_invalid_type    | page is not of type integer.
                    page=1.5            | page       | rest_invalid_type    | page is not of type integer.
                    page=               | page       | rest_invalid_type    | page is not of type integer.
                    page=%C2%B2         | page       | rest_invalid_type    | page is not of type integer.
                    per_page=0          | per_page   | rest_out_of_bounds   | per_page must be between 1 (inclusive) and 1000 (inclusive)
                    per_page=1001       | per_page   | rest_out_of_bounds   | per_page must be between 1 (inclusive) and 1000 (inclusive)
                    per_page=99999999999999999999 | per_page | rest_out_of_bounds | per_page must be between 1 (inclusive) and 1000 (inclusive)
                    order=sideways      | order      | rest_not_in_enum     | order is not one of asc and desc.
                    orderby=bogus       | orderby    | rest_not_in_enum     | orderby is not one of cart_created, cart_updated, last_activity, cart_expiry, total, cart_key, and cart_id.
                    status=abandoned    | status     | rest_not_in_enum     | status is not one of active, expiring, expired, and trash.
                    customer=bob        | customer   | rest_invalid_pattern | 'customer does not match pattern ^(guest|[0-9]{1,18})$.'
                    has_items=maybe     | has_items  | rest_invalid_type    | has_items is not of type boolean.
                    min_total=1e9999999 | min_total  | rest_invalid_type    | min_total is not of type number.
                    max_total=99999999999999 | max_total | rest_out_of_bounds | max_total must be between -9000000000000 (inclusive) and 9000000000000 (inclusive)
                    created_after=soon  | created_after | rest_invalid_date | Invalid date.
                    created_after=2024-13-01T00:00:00Z | created_after | rest_invalid_date | Invalid date.
                    updated_before=2024-02-30 | updated_before | rest_invalid_date | Invalid date.
                    expires_after=2024-01-01T00:00:00%2B99:00 | expires_after | rest_invalid_date | Invalid date.
                    product=x           | product    | rest_invalid_type    | product is not of type integer.
                    search=ab           | search     | rest_too_short       | search must be at least 3 characters long.
                    email=              | email      | rest_too_short       | email must be at least 1 characters long.
                    cursor=nonsense     | cursor     | rest_invalid_cursor  | cursor does not belong to this list.
                    """)
    void answers400ForABadValue(String query, String name, String inner, String message) {
        Answer answer = api.list(query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("rest_invalid_param");
        assertThat(answer.body().path("message").asString())
                .isEqualTo("Invalid parameter(s): " + name);
        assertThat(answer.body().path("data").path("status").asInt()).isEqualTo(400);
        assertThat(answer.body().path("data").path("params").path(name).asString())
                .isEqualTo(message);
        assertThat(answer.body().path("data").path("details").path(name).path("code").asString())
                .isEqualTo(inner);
    }

    @Test
    void answers400WithEveryBadParameterAtOnce() {
        Answer answer = api.list("page=x&per_page=5000&order=up");
        assertThat(answer.body().path("message").asString())
                .contains("page")
                .contains("per_page")
                .contains("order");
        assertThat(answer.body().path("data").path("params").size()).isEqualTo(3);
        assertThat(answer.body().path("data").path("details").size()).isEqualTo(3);
    }

    @Test
    void answers400ForTheCursorOfAnotherList() {
        for (int i = 0; i < 5; i++) {
            api.save("cart" + i, TestSessions.cart());
        }
        String next = next(api.list("per_page=2&orderby=cart_key"));
        assertThat(api.list(next).status()).isEqualTo(200);
        assertThat(api.list(next.replace("orderby=cart_key", "orderby=total")).status())
                .isEqualTo(400);
        assertThat(api.list(next + "&status=active").status()).isEqualTo(400);
        assertThat(api.list(next + "&order=asc").status()).isEqualTo(400);
        assertThat(api.list(next + "&per_page=1").status()).isEqualTo(200);
    }

    @Test
    void answers401ToStrangersAndWrongKeys() {
        api.save("cart", TestSessions.cart());
        api.answers401("woocommerce_rest_cannot_view", () -> api.list(""));
    }

    @Test
    void answers403ToKeysAndUsersWhoMayNot() {
        api.save("cart", TestSessions.cart());
        api.answers403(Reason.MAY_NOT_READ, () -> api.list(""));
    }

    @Test
    void answers429WhenTooManyCartsAreInFlight() {
        try (var all = api.gate.enter(Integer.MAX_VALUE).orElseThrow()) {
            Answer answer = api.list("");
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.code()).isEqualTo("rate_limit_exceeded");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            assertThat(all.carts()).isEqualTo(ListGate.DEFAULT_CARTS);
        }
        assertThat(api.list("").status()).isEqualTo(200);
        assertThat(api.gate.free()).isEqualTo(ListGate.DEFAULT_CARTS);
    }

    @Test
    void allPagesTogetherAreTheListWithoutRepeats() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        int carts = 57;
        for (int i = 0; i < carts; i++) {
            Instant created = NOW.minusSeconds(random.nextInt(5));
            api.save(
                    "cart" + random.nextInt(10) + "_" + i,
                    TestSessions.cart(
                            Customer.UNKNOWN,
                            TestSessions.item("a", 1, 1, 100L * random.nextInt(3))),
                    created,
                    later().plusSeconds(random.nextInt(3)));
        }
        for (String field : SessionQuery.FIELDS) {
            for (String direction : SessionQuery.DIRECTIONS) {
                String order = "orderby=" + field + "&order=" + direction;
                List<String> whole = api.list(order + "&per_page=1000").keys();
                assertThat(whole).as("seed %d", seed).hasSize(carts);
                assertThat(new HashSet<>(whole)).hasSize(carts);
                int size = 1 + random.nextInt(20);
                assertThat(byNumber(order, size)).as("seed %d %s", seed, order).isEqualTo(whole);
                assertThat(byCursor(order, size)).as("seed %d %s", seed, order).isEqualTo(whole);
                assertThat(backwards(order, size)).as("seed %d %s", seed, order).isEqualTo(whole);
            }
        }
    }

    @Test
    void linksKeepTheQuestionAndNeverACredential() {
        for (int i = 0; i < 5; i++) {
            api.save("cart" + i, TestSessions.cart());
        }
        String link =
                api.list(
                                "per_page=2&page=2&status=active&search=joh&_fields=cart_key"
                                        + "&consumer_key=ck_secret&consumer_secret=cs_secret"
                                        + "&oauth_signature=sig&oauth_nonce=n&cart_key=k")
                        .header("Link");
        assertThat(link)
                .startsWith("<https://shop.example/wp-json/cocart/v2/sessions?")
                .contains("rel=\"prev\"")
                .contains("rel=\"next\"")
                .contains("per_page=2")
                .contains("status=active")
                .contains("search=joh")
                .contains("_fields=cart_key")
                .contains("cursor=")
                .doesNotContain("ck_secret")
                .doesNotContain("cs_secret")
                .doesNotContain("oauth")
                .doesNotContain("cart_key=k")
                .doesNotContain("page=2&page");
    }

    @Test
    void aPageBehindTheEndLinksBackToTheLastOne() {
        for (String key : List.of("a", "b", "c")) {
            api.save(key, TestSessions.cart());
        }
        assertThat(api.list("per_page=2&page=7&status=active").header("Link"))
                .isEqualTo(
                        "<https://shop.example/wp-json/cocart/v2/sessions?per_page=2"
                                + "&status=active&page=2>; rel=\"prev\"");
        assertThat(api.list("page=7&status=trash").header("Link")).isEmpty();
    }

    private List<String> byNumber(String order, int size) {
        var keys = new ArrayList<String>();
        for (int page = 1; ; page++) {
            Answer answer = api.list(order + "&per_page=" + size + "&page=" + page);
            if (answer.keys().isEmpty()) {
                return keys;
            }
            keys.addAll(answer.keys());
        }
    }

    private List<String> byCursor(String order, int size) {
        Answer answer = api.list(order + "&per_page=" + size);
        var keys = new ArrayList<>(answer.keys());
        while (answer.header("Link").contains("rel=\"next\"")) {
            answer = api.list(next(answer));
            keys.addAll(answer.keys());
        }
        return keys;
    }

    private List<String> backwards(String order, int size) {
        Answer answer = api.list(order + "&per_page=" + size);
        while (answer.header("Link").contains("rel=\"next\"")) {
            answer = api.list(next(answer));
        }
        var keys = new ArrayList<>(answer.keys());
        while (answer.header("Link").contains("rel=\"prev\"")) {
            answer = api.list(link(answer, PREVIOUS));
            keys.addAll(0, answer.keys());
        }
        return keys;
    }

    private static String next(Answer answer) {
        return link(answer, NEXT);
    }

    private static String link(Answer answer, Pattern which) {
        Matcher matcher = which.matcher(answer.header("Link"));
        assertThat(matcher.find()).as(answer.header("Link")).isTrue();
        return matcher.group(1);
    }

    private static Instant later() {
        return NOW.plus(Duration.ofDays(7));
    }
}
