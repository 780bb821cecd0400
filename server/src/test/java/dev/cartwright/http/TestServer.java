package dev.cartwright.http;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authenticator;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// A server with tiny endpoints of its own.
final class TestServer implements AutoCloseable {
    static final String RIGHT = basic("ck_right", "cs_right");
    static final String READER = basic("ck_reader", "cs_right");
    static final String SHOPPER = basic("ck_shopper", "cs_right");
    static final String WRONG = basic("ck_right", "cs_wrong");
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final HttpServer server;

    TestServer() {
        this(ServerSettings.DEFAULT, routes());
    }

    TestServer(ServerSettings settings) {
        this(settings, routes());
    }

    TestServer(ServerSettings settings, Routes routes) {
        server =
                new HttpServer(
                                settings.at("127.0.0.1", 0),
                                routes,
                                registry,
                                InstantSource.fixed(NOW),
                                new Random(7))
                        .start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }

    static String basic(String key, String secret) {
        return "Authorization: Basic "
                + Base64.getEncoder()
                        .encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    /// Answers by what the key is called.
    static Authenticator authenticator() {
        return (credentials, wanted, _) ->
                switch (credentials) {
                    case Credentials.None _ -> new Authentication.Anonymous();
                    case Credentials.InClear _ -> new Authentication.Rejected(Reason.TLS_REQUIRED);
                    case Credentials.OAuth _ -> granted(9, Set.of(Capability.MANAGE_WOOCOMMERCE));
                    case Credentials.KeyAndSecret(var key, var secret) ->
                            check(key, secret, wanted);
                };
    }

    private static Authentication check(String key, String secret, Permission wanted) {
        if (!secret.equals("cs_right")) {
            return new Authentication.Rejected(Reason.WRONG_CREDENTIALS);
        }
        return switch (key) {
            case "ck_right" -> granted(7, Set.of(Capability.MANAGE_WOOCOMMERCE));
            case "ck_shopper" -> granted(8, Set.of());
            case "ck_reader" ->
                    wanted == Permission.READ
                            ? granted(6, Set.of(Capability.MANAGE_WOOCOMMERCE))
                            : new Authentication.Rejected(Reason.MAY_NOT_WRITE, 6, 3);
            case "ck_ended" -> new Authentication.Rejected(Reason.KEY_EXPIRED, 5, 1);
            default -> new Authentication.Rejected(Reason.WRONG_CREDENTIALS);
        };
    }

    private static Authentication granted(long keyId, Set<Capability> capabilities) {
        return new Authentication.Granted(
                new Principal(keyId, 1, Permission.READ_WRITE, capabilities));
    }

    static Routes routes() {
        var guard = new Guard(authenticator());
        return new Routes()
                .under(
                        List.of("cocart/v2", "cocart/preview/v2", "cocart/preview"),
                        r ->
                                r.get(
                                                "things",
                                                guard.managers(
                                                        Scope.SESSIONS,
                                                        Refusal.LIST,
                                                        (request, _) -> list(request)),
                                                Description.of(
                                                        Argument.of(
                                                                        "page",
                                                                        "integer",
                                                                        "Which page.")
                                                                .atLeast(1)
                                                                .defaultsTo(1)))
                                        .delete(
                                                "things",
                                                guard.managers(
                                                        Scope.SESSIONS,
                                                        Refusal.DELETE,
                                                        (_, _) -> word("gone")),
                                                Description.NONE)
                                        .get(
                                                "things/{key}",
                                                guard.managers(
                                                        Scope.SESSIONS,
                                                        Refusal.VIEW,
                                                        (request, _) -> echo(request)),
                                                Description.NONE)
                                        .post(
                                                "things/{key}/open",
                                                TestServer::echo,
                                                Description.NONE)
                                        .get(
                                                "broken",
                                                _ -> {
                                                    throw new IllegalStateException(
                                                            "cs_inner_secret");
                                                })
                                        .get("stream", TestServer::stream))
                .outside(r -> r.get("healthz", _ -> word("ok")));
    }

    private static Response list(Request request) {
        return Response.json(
                        json -> {
                            json.writeStartArray();
                            for (int i = 0; i < 2; i++) {
                                json.writeStartObject();
                                json.writeNumberProperty("id", i);
                                json.writeObjectPropertyStart("customer");
                                json.writeStringProperty("name", "Ada");
                                json.writeStringProperty("email", "ada@example.com");
                                json.writeEndObject();
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        })
                .with("X-WP-Total", "2")
                .with("Link", "<" + request.baseUrl() + "/next>; rel=\"next\"");
    }

    static Response echo(Request request) {
        return Response.json(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("method", request.method());
                    json.writeStringProperty("route", request.route());
                    json.writeStringProperty("key", request.pathParameters().get("key"));
                    json.writeStringProperty("base", request.baseUrl());
                    json.writeStringProperty("peer", request.peer());
                    json.writeStringProperty(
                            "credentials", request.credentials().getClass().getSimpleName());
                    json.writeStringProperty("query", request.query().values().toString());
                    json.writeStringProperty(
                            "json", request.json().map(j -> j.tree().toString()).orElse(""));
                    json.writeEndObject();
                });
    }

    static Response word(String word) {
        return Response.json(json -> json.writeString(word));
    }

    /// `items` elements of 100 bytes; breaks off before element `fail`.
    private static Response stream(Request request) {
        int items = request.query().first("items").map(Integer::parseInt).orElse(1);
        int fail = request.query().first("fail").map(Integer::parseInt).orElse(-1);
        return new Response(
                200,
                java.util.Map.of(),
                new Response.Body.Stream(
                        json -> {
                            json.writeStartArray();
                            for (int i = 0; i < items; i++) {
                                if (i == fail) {
                                    throw new IllegalStateException("planted");
                                }
                                json.writeString("x".repeat(97));
                            }
                            json.writeEndArray();
                        },
                        CLOSED::incrementAndGet));
    }

    /// Streams that ended, in all servers of this class.
    static final java.util.concurrent.atomic.AtomicInteger CLOSED =
            new java.util.concurrent.atomic.AtomicInteger();
}
