package dev.cartwright.rest.sessions;

import static dev.cartwright.http.Refusal.DELETE;
import static dev.cartwright.http.Refusal.EDIT;
import static dev.cartwright.http.Refusal.LIST;
import static dev.cartwright.http.Refusal.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.http.Guard;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Query;
import dev.cartwright.http.Refusal;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.TestSessions;
import dev.cartwright.session.Times;
import dev.cartwright.shop.InMemoryShopStore;
import dev.cartwright.wire.JsonInput;
import dev.cartwright.wire.Written;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The endpoints over a store in memory, called as functions.
final class SessionsApi {
    static final Instant NOW = Instant.parse("2024-12-26T12:00:00Z");
    static final String BASE = "https://shop.example";

    final InMemorySessionStore store = new InMemorySessionStore(() -> NOW);
    final InMemoryShopStore shop = new InMemoryShopStore();
    final ListGate gate = new ListGate(ListGate.DEFAULT_CARTS, Duration.ofMillis(50));
    final Sessions sessions = new Sessions(store, shop, new EverythingKnown(), () -> NOW);

    /// The credential check's answer for whoever calls.
    private Authentication caller =
            caller(Permission.READ_WRITE, Set.of(Capability.MANAGE_WOOCOMMERCE));

    /// An answer, read back from the bytes it becomes.
    record Answer(int status, Map<String, String> headers, JsonNode body) {
        String code() {
            return body.path("code").asString();
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        List<String> keys() {
            return body.valueStream().map(row -> row.path("cart_key").asString()).toList();
        }
    }

    Answer list(String query) {
        return call(LIST, new ListSessions(sessions, gate), "GET", "/cocart/v2/sessions", query);
    }

    Answer get(String key, String query) {
        return call(
                VIEW,
                new GetSession(sessions),
                "GET",
                "/cocart/v2/session/" + key,
                query,
                key,
                null);
    }

    Answer items(String key, String query) {
        return call(
                VIEW,
                new GetSessionItems(sessions),
                "GET",
                "/cocart/v2/session/" + key + "/items",
                query,
                key,
                null);
    }

    Answer delete(String key, String query) {
        return call(
                DELETE,
                new DeleteSession(sessions),
                "DELETE",
                "/cocart/v2/session/" + key,
                query,
                key,
                null);
    }

    Answer restore(String key) {
        return call(
                EDIT,
                new RestoreSession(sessions),
                "POST",
                "/cocart/v2/session/" + key + "/restore",
                "",
                key,
                null);
    }

    Answer bulk(String query, @Nullable String body) {
        return call(
                DELETE,
                new DeleteSessions(sessions),
                "DELETE",
                "/cocart/v2/sessions",
                query,
                "x",
                body);
    }

    /// 401 to somebody who does not say who she is, and to one who says it wrongly.
    void answers401(String code, Supplier<Answer> call) {
        Answer stranger = as(new Authentication.Anonymous(), call);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.code()).isEqualTo(code);
        Answer wrong = as(new Authentication.Rejected(Reason.WRONG_CREDENTIALS), call);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("woocommerce_rest_authentication_error");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic ");
    }

    /// 403 to a key without the permission, and to a key whose user does not manage the shop.
    ///
    /// @param lacking `MAY_NOT_READ` or `MAY_NOT_WRITE`
    void answers403(Reason lacking, Supplier<Answer> call) {
        Answer key = as(new Authentication.Rejected(lacking), call);
        assertThat(key.status()).isEqualTo(403);
        assertThat(key.code()).isEqualTo("woocommerce_rest_authentication_error");
        Answer shopper = as(caller(Permission.READ_WRITE, Set.of()), call);
        assertThat(shopper.status()).isEqualTo(403);
        assertThat(shopper.code()).isEqualTo("woocommerce_rest_cannot_view");
        assertThat(shopper.body().has("cart_key")).isFalse();
    }

    private Answer as(Authentication somebody, Supplier<Answer> call) {
        Authentication usual = caller;
        caller = somebody;
        try {
            return call.get();
        } finally {
            caller = usual;
        }
    }

    private static Authentication caller(Permission permission, Set<Capability> capabilities) {
        return new Authentication.Granted(new Principal(11, 1, permission, capabilities));
    }

    void save(String key, Cart cart) {
        save(key, cart, TestSessions.CREATED, NOW.plus(Duration.ofDays(7)));
    }

    void save(String key, Cart cart, Instant created, Instant expiry) {
        var times = new Times(created, created, created, expiry, false);
        var draft =
                new SessionDraft(
                        new CartKey(key), Owner.of(cart.customer().id()), times, "cocart", cart);
        store.save(draft, Actor.SHOPPER);
    }

    private Answer call(
            Refusal refusal, GuardedHandler handler, String method, String route, String query) {
        return call(refusal, handler, method, route, query, "x", null);
    }

    private Answer call(
            Refusal refusal,
            GuardedHandler handler,
            String method,
            String route,
            String query,
            String key,
            @Nullable String body) {
        var request =
                new Request(
                        "request-1",
                        method,
                        route,
                        Map.of("key", key),
                        query(query),
                        BASE,
                        Map.of(),
                        Optional.ofNullable(body)
                                .map(text -> new JsonInput(Written.MAPPER.readTree(text))),
                        new Credentials.None(),
                        "127.0.0.1");
        var guard = new Guard((_, _, _) -> caller);
        return read(guard.managers(Scope.SESSIONS, refusal, handler).handle(request));
    }

    static Answer read(Response response) {
        JsonNode body =
                switch (response.body()) {
                    case Response.Body.Json(var json) -> Written.tree(json);
                    case Response.Body.Stream(var json, var onClose) -> {
                        JsonNode tree = Written.tree(json);
                        onClose.run();
                        yield tree;
                    }
                    case Response.Body.EncodedJson(var bytes) -> Written.MAPPER.readTree(bytes);
                    case Response.Body.Bytes _, Response.Body.None _ ->
                            Written.MAPPER.missingNode();
                };
        return new Answer(response.status(), response.headers(), body);
    }

    static Query query(String text) {
        var values = new HashMap<String, List<String>>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            String value =
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            values.put(name, List.of(value));
        }
        return new Query(values);
    }
}
