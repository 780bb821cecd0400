package dev.cartwright.rest.sessions;

import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Query;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.ShopFacts;
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

    private static final Principal CALLER =
            new Principal(11, 1, Permission.READ_WRITE, Set.of(Capability.MANAGE_WOOCOMMERCE));

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
        return call(new ListSessions(sessions, gate), "GET", "/cocart/v2/sessions", query);
    }

    Answer get(String key, String query) {
        return call(new GetSession(sessions), "GET", "/cocart/v2/session/" + key, query, key, null);
    }

    Answer items(String key, String query) {
        return call(
                new GetSessionItems(sessions),
                "GET",
                "/cocart/v2/session/" + key + "/items",
                query,
                key,
                null);
    }

    Answer delete(String key, String query) {
        return call(
                new DeleteSession(sessions),
                "DELETE",
                "/cocart/v2/session/" + key,
                query,
                key,
                null);
    }

    Answer restore(String key) {
        return call(
                new RestoreSession(sessions),
                "POST",
                "/cocart/v2/session/" + key + "/restore",
                "",
                key,
                null);
    }

    Answer bulk(String query, @Nullable String body) {
        return call(
                new DeleteSessions(sessions), "DELETE", "/cocart/v2/sessions", query, "x", body);
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

    private Answer call(GuardedHandler handler, String method, String route, String query) {
        return call(handler, method, route, query, "x", null);
    }

    private static Answer call(
            GuardedHandler handler,
            String method,
            String route,
            String query,
            String key,
            @Nullable String body) {
        return call(handler, method, route, query, key, body, CALLER);
    }

    static Answer call(
            GuardedHandler handler,
            String method,
            String route,
            String query,
            String key,
            @Nullable String body,
            Principal caller) {
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
        return read(handler.handle(request, caller));
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

    private static final class EverythingKnown implements ShopFacts {
        @Override
        public Availability product(long catalogueId) {
            return Availability.PURCHASABLE;
        }

        @Override
        public boolean couponKnown(String code) {
            return true;
        }

        @Override
        public boolean userKnown(long userId) {
            return true;
        }
    }
}
