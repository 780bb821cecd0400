package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys;
import dev.cartwright.access.Network;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Ruling;
import dev.cartwright.access.Scope;
import dev.cartwright.access.User;
import dev.cartwright.access.UserStore.NewUser;
import dev.cartwright.cli.Installation;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.http.Route;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every route of the server with every kind of credential.
///
/// The routes come from the server's own table: one that is not in [#EXPECTED] fails.
class RouteMatrixTest {
    /// What a valid key gets where nothing it names is there, and which part it needs for it.
    private record Expected(int status, @Nullable Scope scope, boolean guarded) {
        static Expected open(int status) {
            return new Expected(status, null, false);
        }

        static Expected of(Scope scope, int status) {
            return new Expected(status, scope, true);
        }
    }

    /// By method and what follows the prefix of the namespace.
    private static final Map<String, Expected> EXPECTED =
            Map.ofEntries(
                    Map.entry("GET /", Expected.open(200)),
                    Map.entry("GET /healthz", Expected.open(200)),
                    Map.entry("GET /readyz", Expected.open(200)),
                    // this test calls from the machine itself
                    Map.entry("GET /metrics", Expected.open(200)),
                    Map.entry("GET ", Expected.open(200)),
                    Map.entry("GET /sessions", Expected.of(Scope.SESSIONS, 200)),
                    Map.entry("DELETE /sessions", Expected.of(Scope.SESSIONS, 400)),
                    Map.entry("GET /sessions/{key}", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("DELETE /sessions/{key}", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("GET /sessions/{key}/items", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("POST /sessions/{key}/restore", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("GET /session/{key}", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("DELETE /session/{key}", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("GET /session/{key}/items", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("POST /session/{key}/restore", Expected.of(Scope.SESSIONS, 404)),
                    Map.entry("GET /keys", Expected.of(Scope.KEYS, 200)),
                    Map.entry("POST /keys", Expected.of(Scope.KEYS, 400)),
                    Map.entry("POST /keys/exposed", Expected.open(400)),
                    Map.entry("GET /keys/{id}", Expected.of(Scope.KEYS, 404)),
                    Map.entry("PATCH /keys/{id}", Expected.of(Scope.KEYS, 404)),
                    Map.entry("PUT /keys/{id}", Expected.of(Scope.KEYS, 404)),
                    Map.entry("POST /keys/{id}", Expected.of(Scope.KEYS, 404)),
                    Map.entry("DELETE /keys/{id}", Expected.of(Scope.KEYS, 404)),
                    Map.entry("POST /keys/{id}/roll", Expected.of(Scope.KEYS, 404)),
                    Map.entry("POST /keys/{id}/end", Expected.of(Scope.KEYS, 404)),
                    Map.entry("POST /keys/{id}/disable", Expected.of(Scope.KEYS, 404)),
                    Map.entry("POST /keys/{id}/enable", Expected.of(Scope.KEYS, 404)),
                    Map.entry("POST /keys/{id}/expose", Expected.of(Scope.KEYS, 404)),
                    Map.entry("GET /keys/{id}/usage", Expected.of(Scope.KEYS, 404)),
                    Map.entry("GET /whoami", new Expected(200, null, true)));

    @TempDir Path directory;

    /// A credential, and what it can do.
    ///
    /// @param header null for none
    /// @param permission null when it lets nobody in
    private record Credential(
            @Nullable String header,
            @Nullable Permission permission,
            EnumSet<Scope> scopes,
            boolean manager) {
        /// The status it gets, in the contract's order: credential, permission, scope, capability.
        int status(String method, Expected route) {
            if (!route.guarded) {
                return route.status;
            }
            if (permission == null) {
                return 401;
            }
            if (!permission.allows(method.equals("GET") ? Permission.READ : Permission.WRITE)) {
                return 403;
            }
            if (route.scope == null) {
                return route.status;
            }
            return scopes.contains(route.scope) && manager ? route.status : 403;
        }
    }

    @Test
    void everyRouteAnswersEveryKindOfKeyAsExpected() throws IOException {
        var flags = Map.of("failed-logins-limit", "0", "anonymous-limit", "0");
        try (var running = new RunningServer(directory, flags)) {
            Map<String, Credential> credentials = credentials(running.server.installation());
            var wrong = new ArrayList<String>();
            int asked = 0;
            for (Route route : ((App) ((LockedServer) running.server).server()).routes().all()) {
                for (String method : route.methods()) {
                    for (var credential : credentials.entrySet()) {
                        asked++;
                        String fault =
                                ask(
                                        running,
                                        route,
                                        method,
                                        credential.getKey(),
                                        credential.getValue());
                        if (fault != null) {
                            wrong.add(fault);
                        }
                    }
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(asked).isGreaterThan(1000);
        }
    }

    private static @Nullable String ask(
            RunningServer running, Route route, String method, String name, Credential credential)
            throws IOException {
        String rest = route.rest() ? "/wp-json" : "";
        String below = route.pattern();
        if (route.rest() && !route.namespace().isEmpty()) {
            below = below.substring(1 + route.namespace().length());
        }
        Expected expected = EXPECTED.get(method + " " + below);
        if (expected == null) {
            return "not in the matrix: " + method + " " + route.pattern();
        }
        String path =
                rest + route.pattern().replace("{key}", "t_nobodys").replace("{id}", "999999");
        HttpRequest.Builder request =
                running.request(path).method(method, HttpRequest.BodyPublishers.noBody());
        if (credential.header != null) {
            request.header("Authorization", credential.header);
        }
        int status = running.send(request).statusCode();
        int wanted = credential.status(method, expected);
        return status == wanted
                ? null
                : "%s %s with %s: %d, not %d".formatted(method, path, name, status, wanted);
    }

    private Map<String, Credential> credentials(Installation stores) {
        var all = new LinkedHashMap<String, Credential>();
        EnumSet<Scope> scopes = EnumSet.allOf(Scope.class);
        NewKey good = key(stores, terms -> terms);
        all.put("none", new Credential(null, null, scopes, true));
        all.put("malformed", new Credential("Basic %%%", null, scopes, true));
        all.put("another scheme", new Credential("Bearer cs_x", null, scopes, true));
        all.put(
                "unknown key",
                new Credential(
                        RunningServer.basic("ck_unknown", good.consumerSecret()),
                        null,
                        scopes,
                        true));
        all.put(
                "wrong secret",
                new Credential(
                        RunningServer.basic(good.consumerKey(), "cs_wrong"), null, scopes, true));
        ended(stores).forEach((name, key) -> all.put(name, with(key, null, scopes)));
        for (Permission permission : Permission.values()) {
            NewKey key = key(stores, terms -> terms.withPermission(permission));
            all.put(permission.word(), with(key, permission, scopes));
        }
        for (Scope missing : Scope.values()) {
            var narrow = EnumSet.complementOf(EnumSet.of(missing));
            NewKey key = key(stores, terms -> terms.withScopes(narrow));
            all.put("without " + missing.word(), with(key, Permission.READ_WRITE, narrow));
        }
        User customer = user(stores, "customer");
        NewKey hers = key(stores, terms -> terms.withUserId(customer.id()));
        all.put(
                "user without the capability",
                new Credential(RunningServer.basic(hers), Permission.READ_WRITE, scopes, false));
        return all;
    }

    private static Credential with(
            NewKey key, @Nullable Permission permission, EnumSet<Scope> scopes) {
        return new Credential(RunningServer.basic(key), permission, scopes, true);
    }

    /// Keys that were valid once. The last one is made here, which has the server look anew.
    private Map<String, NewKey> ended(Installation stores) {
        var ended = new LinkedHashMap<String, NewKey>();
        Keys keys = stores.keyMaker();
        NewKey disabled = key(stores, terms -> terms);
        keys.act(disabled.key().id(), KeyAct.DISABLE, Actor.OPERATOR);
        ended.put("disabled", disabled);
        NewKey revoked = key(stores, terms -> terms);
        keys.revoke(revoked.key().id(), Actor.OPERATOR);
        ended.put("revoked", revoked);
        NewKey expired = key(stores, terms -> terms);
        stores.keys()
                .change(
                        expired.key().id(),
                        key ->
                                Ruling.of(
                                        key,
                                        key.withTerms(key.terms().withExpires(Instant.EPOCH)),
                                        Event.Type.KEY_CHANGED),
                        Actor.OPERATOR);
        ended.put("expired", expired);
        ended.put(
                "outside its addresses",
                key(stores, terms -> terms.withNetworks(List.of(Network.parse("192.0.2.0/24")))));
        User gone = user(stores, "gone");
        NewKey orphaned = key(stores, terms -> terms.withUserId(gone.id()));
        stores.users().delete(gone.id(), Actor.OPERATOR);
        ended.put("orphaned", orphaned);
        return ended;
    }

    private static User user(Installation stores, String name) {
        return stores.users()
                .create(new NewUser(name, "", name, List.of("customer")), Actor.OPERATOR)
                .orElseThrow();
    }

    private static NewKey key(Installation stores, UnaryOperator<KeyTerms> terms) {
        KeyTerms wanted = terms.apply(KeyTerms.of(1, "test", Permission.READ_WRITE));
        return switch (stores.keyMaker().create(wanted, Actor.OPERATOR)) {
            case Keys.Creation.Created(var made) -> made;
            case Keys.Creation.Refused(var faults) -> throw new AssertionError(faults);
        };
    }
}
