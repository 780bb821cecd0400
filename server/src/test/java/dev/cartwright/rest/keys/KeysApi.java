package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Capability;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.InMemoryConsumerKeyStore;
import dev.cartwright.access.InMemoryUserStore;
import dev.cartwright.access.KeyGenerator;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys;
import dev.cartwright.access.Keys.Creation;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.access.SecretSealing;
import dev.cartwright.access.TestSealing;
import dev.cartwright.event.Actor;
import dev.cartwright.http.Guard;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Handler;
import dev.cartwright.http.Query;
import dev.cartwright.http.Refusal;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.wire.JsonInput;
import dev.cartwright.wire.Written;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The endpoints of keys over stores in memory, called as functions.
final class KeysApi {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String BASE = "https://shop.example";
    static final Principal ADMIN =
            new Principal(
                    1,
                    1,
                    Permission.READ_WRITE,
                    Set.of(Capability.MANAGE_WOOCOMMERCE, Capability.EDIT_USERS));

    Instant now = NOW;
    final InMemoryUserStore users = new InMemoryUserStore();
    final InMemoryConsumerKeyStore store = new InMemoryConsumerKeyStore(() -> now);
    final SecretSealing sealing = TestSealing.sealing();
    final Keys keys =
            new Keys(store, users, sealing, new KeyGenerator(new SecureRandom()), () -> now);
    final ConsumerKeys door =
            new ConsumerKeys(store, users, sealing, new SecureRandom(), () -> now, _ -> {});
    final KeyApi api = new KeyApi(store, keys, door);

    /// An answer, read back from the bytes it becomes.
    record Answer(int status, Map<String, String> headers, JsonNode body) {
        String code() {
            return body.path("code").asString("");
        }

        /// Names of the parameters that are wrong.
        Set<String> wrong() {
            return Set.copyOf(body.path("data").path("params").propertyNames());
        }
    }

    /// One call of an endpoint.
    ///
    /// @param body null for none
    record Call(GuardedHandler handler, long id, String query, @Nullable String body) {}

    NewKey create(UnaryOperator<KeyTerms> terms) {
        KeyTerms wanted = terms.apply(KeyTerms.of(1, "test", Permission.READ_WRITE));
        NewKey made =
                switch (keys.create(wanted, Actor.OPERATOR)) {
                    case Creation.Created(var key) -> key;
                    case Creation.Refused(var faults) -> throw new AssertionError(faults);
                };
        door.refresh();
        return made;
    }

    NewKey create() {
        return create(terms -> terms);
    }

    Answer call(GuardedHandler handler, long id, @Nullable String body) {
        return call(new Call(handler, id, "", body), ADMIN);
    }

    Answer call(Call call, Principal caller) {
        return call(call, new Authentication.Granted(caller));
    }

    Answer call(Call call, Authentication caller) {
        door.refresh();
        Handler guarded =
                new Guard((_, _, _) -> caller).managers(Scope.KEYS, Refusal.EDIT, call.handler);
        Answer answer =
                read(guarded.handle(request("POST", call.id, call.query, call.body, Map.of())));
        door.refresh();
        return answer;
    }

    static Request request(
            String method,
            long id,
            String query,
            @Nullable String body,
            Map<String, String> headers) {
        return new Request(
                "request-1",
                method,
                "/cocart/v2/keys",
                Map.of("id", Long.toString(id)),
                query(query),
                BASE,
                headers,
                Optional.ofNullable(body).map(text -> new JsonInput(Written.MAPPER.readTree(text))),
                new Credentials.None(),
                "192.0.2.7");
    }

    private static Query query(String text) {
        var values = new HashMap<String, List<String>>();
        for (String pair : text.isEmpty() ? List.<String>of() : List.of(text.split("&", -1))) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
        }
        return new Query(values);
    }

    static Answer read(Response response) {
        JsonNode body =
                response.body() instanceof Response.Body.Json(var json)
                        ? Written.tree(json)
                        : Written.MAPPER.missingNode();
        return new Answer(response.status(), response.headers(), body);
    }

    /// 401 to somebody who does not say who she is, and to one who says it wrongly.
    void answers401(Call call) {
        Answer stranger = call(call, new Authentication.Anonymous());
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.headers().get("WWW-Authenticate")).startsWith("Basic ");
        Answer wrong = call(call, new Authentication.Rejected(Reason.WRONG_CREDENTIALS));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("woocommerce_rest_authentication_error");
    }

    /// 403 to a key without the scope, without the permission, and of a user who manages nothing.
    void answers403(Call call) {
        Answer narrow =
                call(
                        call,
                        new Principal(
                                1,
                                1,
                                Permission.READ_WRITE,
                                Set.of(Scope.SESSIONS, Scope.STATISTICS, Scope.PERSONAL_DATA),
                                ADMIN.capabilities()));
        assertThat(narrow.status()).isEqualTo(403);
        assertThat(narrow.body().at("/data/reason").asString()).isEqualTo("scope_missing");
        Answer reader = call(call, new Authentication.Rejected(Reason.MAY_NOT_WRITE));
        assertThat(reader.status()).isEqualTo(403);
        Answer shopper = call(call, new Principal(1, 1, Permission.READ_WRITE, Set.of()));
        assertThat(shopper.status()).isEqualTo(403);
        assertThat(shopper.code()).isEqualTo("woocommerce_rest_cannot_view");
    }

    /// Of an endpoint that names a key: 404 for one that is not there.
    void answers404(GuardedHandler handler, @Nullable String body) {
        Answer absent = call(handler, 999, body);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.code()).isEqualTo("cartwright_key_not_found");
    }

    /// 403 to whoever would get more by it than she has: more scopes, or another user's rights.
    void answers403ToWhoHasLess(GuardedHandler handler, @Nullable String body) {
        long mine = create().key().id();
        var narrow =
                new Principal(
                        1, 1, Permission.READ_WRITE, Set.of(Scope.KEYS), ADMIN.capabilities());
        Answer more = call(new Call(handler, mine, "", body), narrow);
        assertThat(more.status()).isEqualTo(403);
        assertThat(more.code()).isEqualTo("cartwright_rest_cannot_grant");
        var other =
                new Principal(1, 55, Permission.READ_WRITE, Set.of(Capability.MANAGE_WOOCOMMERCE));
        assertThat(call(new Call(handler, mine, "", body), other).status()).isEqualTo(403);
    }
}
