package dev.cartwright.rest.sessions;

import static dev.cartwright.rest.sessions.SessionsApi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.audit.PersonalDataRecord;
import dev.cartwright.cart.Address;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Customer;
import dev.cartwright.cart.Data;
import dev.cartwright.http.Refusal;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.SessionChanges;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.TestSessions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonalDataScopeTest {
    /// Every text that is a person's own is one of these, or begins with it.
    private static final String PERSON = "Zanzibar";

    private static final Set<Capability> MANAGER = Set.of(Capability.MANAGE_WOOCOMMERCE);
    private static final Authentication FULL =
            new Authentication.Granted(new Principal(11, 1, Permission.READ_WRITE, MANAGER));
    private static final Authentication NARROW =
            new Authentication.Granted(
                    new Principal(
                            12,
                            1,
                            Permission.READ_WRITE,
                            EnumSet.complementOf(EnumSet.of(Scope.PERSONAL_DATA)),
                            MANAGER));

    private final SessionsApi api = new SessionsApi();
    private final List<String> record = new ArrayList<>();
    private final Sessions sessions =
            new Sessions(
                    api.store,
                    api.shop,
                    api.sessions.facts(),
                    () -> NOW,
                    new PersonalDataRecord() {
                        @Override
                        public void saw(long keyId, String route, long cartId) {
                            record.add(keyId + " " + route + " " + cartId);
                        }

                        @Override
                        public void listed(long keyId, String route, String filters, long carts) {
                            record.add(keyId + " " + route + " [" + filters + "] " + carts);
                        }
                    });

    PersonalDataScopeTest() {
        api.save("t_8f36", cart());
    }

    private static Cart cart() {
        var address =
                new Address(
                        PERSON + "First",
                        PERSON + "Last",
                        PERSON + "Company",
                        PERSON + "Street",
                        PERSON + "Floor",
                        PERSON + "City",
                        PERSON + "State",
                        PERSON + "Post",
                        PERSON + "Country",
                        PERSON + "Phone");
        var variation = new LinkedHashMap<String, String>();
        variation.put("attribute_pa_color", "blue");
        variation.put("Engraving", PERSON + "Engraving");
        var item =
                new CartItem(
                        PERSON + "ItemKey",
                        42,
                        0,
                        BigDecimal.TWO,
                        variation,
                        4998,
                        0,
                        4998,
                        0,
                        Map.of("note", new Data.Text(PERSON + "Note")),
                        "Shirt",
                        "SKU-42",
                        2499L);
        Cart plain =
                TestSessions.cart(
                        new Customer(7, "zoe." + PERSON + "@example.com", address, address),
                        item,
                        TestSessions.item("plain", 43, 1, 100));
        return new Cart(
                plain.currency(),
                plain.items(),
                List.of(item),
                plain.totals(),
                plain.coupons(),
                plain.fees(),
                plain.customer(),
                PERSON + "Hash",
                new Data.Mapping(Map.of("customer", new Data.Text(PERSON + "Stored"))));
    }

    private Answer get(AnswerCache cache, Authentication caller) {
        return SessionsApi.call(
                Refusal.VIEW,
                new GetSession(sessions, SessionReads.told(sessions.store()), cache),
                "GET",
                "/cocart/v2/session/t_8f36",
                "",
                "t_8f36",
                null,
                caller);
    }

    private Answer list(String query, Authentication caller) {
        return SessionsApi.call(
                Refusal.LIST,
                new ListSessions(sessions, api.gate),
                "GET",
                "/cocart/v2/sessions",
                query,
                "x",
                null,
                caller);
    }

    private static void isMasked(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString()).doesNotContain(PERSON);
    }

    @Test
    void answers200WithNothingOfThePersonInASingleCart() {
        Answer answer = get(AnswerCache.off(), NARROW);
        isMasked(answer);
        var body = answer.body();
        assertThat(body.path("customers_email").asString()).isEqualTo("z•••@example.com");
        assertThat(body.path("customers_name").asString()).isEmpty();
        assertThat(body.path("customer").path("billing_email").asString())
                .isEqualTo("z•••@example.com");
        assertThat(body.path("customer").path("billing_first_name").isNull()).isTrue();
        assertThat(body.path("customer").path("id").asLong()).isEqualTo(7);
        assertThat(body.path("cart_key").asString()).isEqualTo("t_8f36");
        assertThat(body.path("cart_totals").path("total").asString()).isEqualTo("50.98");
        assertThat(body.path("items").get(0).path("meta").path("variation").toString())
                .isEqualTo("{\"Color\":\"blue\"}");
        assertThat(body.path("items").get(0).path("item_key").asString()).isEqualTo("item-1");
        assertThat(body.path("items").get(1).path("item_key").asString()).isEqualTo("plain");
        assertThat(record).isEmpty();
    }

    @Test
    void answers200WithNothingOfThePersonOnEveryOtherRoute() {
        isMasked(list("per_page=5", NARROW));
        isMasked(
                SessionsApi.call(
                        Refusal.VIEW,
                        new GetSessionItems(sessions),
                        "GET",
                        "/cocart/v2/session/t_8f36/items",
                        "",
                        "t_8f36",
                        null,
                        NARROW));
        isMasked(
                SessionsApi.call(
                        Refusal.DELETE,
                        new DeleteSession(sessions),
                        "DELETE",
                        "/cocart/v2/session/t_8f36",
                        "",
                        "t_8f36",
                        null,
                        NARROW));
        isMasked(
                SessionsApi.call(
                        Refusal.EDIT,
                        new RestoreSession(sessions),
                        "POST",
                        "/cocart/v2/session/t_8f36/restore",
                        "",
                        "t_8f36",
                        null,
                        NARROW));
        assertThat(record).isEmpty();
    }

    @Test
    void answers403ToFiltersByWhichAPersonCouldBeGuessed() {
        for (String filter :
                List.of("email=zoe@example.com", "search=zan", "customer=7", "customer=guest")) {
            String name = filter.substring(0, filter.indexOf('='));
            for (Answer answer :
                    List.of(
                            list(filter + "&page=abc", NARROW),
                            SessionsApi.call(
                                    Refusal.DELETE,
                                    new DeleteSessions(sessions),
                                    "DELETE",
                                    "/cocart/v2/sessions",
                                    filter + "&dry_run=true",
                                    "x",
                                    null,
                                    NARROW))) {
                assertThat(answer.status()).as(filter).isEqualTo(403);
                assertThat(answer.body().toString())
                        .isEqualTo(
                                "{\"code\":\"woocommerce_rest_authentication_error\",\"message\":"
                                        + "\"The API key provided does not have the"
                                        + " personal_data scope.\","
                                        + "\"data\":{\"status\":403,\"reason\":\"scope_missing\","
                                        + "\"params\":[\""
                                        + name
                                        + "\"]}}");
            }
        }
        assertThat(list("status=active&source=cocart", NARROW).status()).isEqualTo(200);
    }

    @Test
    void everyShownCartIsOnRecordAndNoValueOfAFilter() {
        get(AnswerCache.off(), FULL);
        list("email=zoe.zanzibar@example.com&status=active", FULL);
        list("", FULL);
        SessionsApi.call(
                Refusal.DELETE,
                new DeleteSessions(sessions),
                "DELETE",
                "/cocart/v2/sessions",
                "search=zoe&dry_run=true",
                "x",
                null,
                FULL);
        assertThat(record)
                .containsExactly(
                        "11 session 1",
                        "11 sessions [email,status] 1",
                        "11 sessions [] 1",
                        "11 delete_sessions [search] 1");
    }

    @Test
    void aKeptAnswerIsGivenOnlyToThoseWhoMaySeeIt() {
        var cache = AnswerCache.of(new NothingChanges(), 1_000_000);
        for (int i = 0; i < 3; i++) {
            assertThat(get(cache, FULL).body().toString()).contains(PERSON + "Street");
            isMasked(get(cache, NARROW));
        }
        assertThat(record).containsExactly("11 session 1", "11 session 1", "11 session 1");
        assertThat(cache.weight()).isPositive();
    }

    private static final class NothingChanges implements SessionChanges {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public void listen(Listener listener) {}
    }
}
