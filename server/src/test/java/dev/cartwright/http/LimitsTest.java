package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Network;
import dev.cartwright.access.Principal;
import dev.cartwright.access.Scope;
import dev.cartwright.limit.MovingClock;
import dev.cartwright.limit.Quotas;
import dev.cartwright.limit.RateLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Limits over real sockets.
class LimitsTest {
    private static final String THINGS = "/wp-json/things";
    private static final String UNKNOWN = TestServer.basic("ck_nobody", "cs_wrong");

    private final MovingClock clock = new MovingClock(Instant.parse("2026-11-22T12:00:00Z"));

    private static Routes routes(RateLimits limits) {
        var guard = new Guard(TestServer.authenticator(), limits);
        GuardedHandler heavy =
                new GuardedHandler() {
                    @Override
                    public Response handle(Request request, Principal caller) {
                        return TestServer.word("heavy");
                    }

                    @Override
                    public long cost(Request request) {
                        return Cost.ofRows(request, "per_page", 10, 1000);
                    }
                };
        return new Routes()
                .under(
                        List.of(""),
                        r ->
                                r.get(
                                                "things",
                                                guard.managers(
                                                        Scope.SESSIONS,
                                                        Refusal.LIST,
                                                        (_, _) -> TestServer.word("in")))
                                        .delete(
                                                "things",
                                                guard.managers(
                                                        Scope.SESSIONS,
                                                        Refusal.LIST,
                                                        (_, _) -> TestServer.word("gone")))
                                        .get(
                                                "heavy",
                                                guard.managers(Scope.SESSIONS, Refusal.LIST, heavy))
                                        .get(
                                                "open",
                                                guard.anyone(
                                                        Cost.ONE, _ -> TestServer.word("open")))
                                        .get(
                                                "who",
                                                guard.whoever(
                                                        (_, who) ->
                                                                TestServer.word(
                                                                        who.getClass()
                                                                                .getSimpleName()))))
                .outside(r -> r.get("healthz", _ -> TestServer.word("ok")));
    }

    private TestServer server(Quotas quotas, ServerSettings settings) {
        return new TestServer(settings, routes(new RateLimits(quotas, clock)));
    }

    private TestServer server(Quotas quotas) {
        return server(quotas, ServerSettings.DEFAULT);
    }

    @Test
    void tenWrongCredentialsAreAnsweredAndTheEleventhIs429WhileTheRightOnesPass()
            throws IOException {
        try (var server = server(new Quotas(0, 10, 0, false))) {
            for (int i = 0; i < 10; i++) {
                assertThat(status(server, THINGS, i % 2 == 0 ? TestServer.WRONG : UNKNOWN))
                        .isEqualTo(401);
            }
            String wrong =
                    RawClient.get(server.port(), THINGS, TestServer.WRONG, "X-Request-Id: a");
            String unknown = RawClient.get(server.port(), THINGS, UNKNOWN, "X-Request-Id: a");
            assertThat(wrong)
                    .startsWith("HTTP/1.1 429")
                    .contains("rate_limit_exceeded", "Retry-After: 60", "RateLimit-Limit: 10")
                    .doesNotContain("WWW-Authenticate");
            assertThat(timeless(wrong)).isEqualTo(timeless(unknown));
            assertThat(status(server, THINGS, TestServer.RIGHT)).isEqualTo(200);
            assertThat(status(server, "/wp-json/who", TestServer.WRONG)).isEqualTo(429);
            assertThat(status(server, "/wp-json/who", TestServer.RIGHT)).isEqualTo(200);
            assertThat(status(server, THINGS, TestServer.SHOPPER)).isEqualTo(403);
            assertThat(status(server, THINGS)).isEqualTo(401);
            clock.move(Duration.ofMinutes(1));
            assertThat(status(server, THINGS, TestServer.WRONG)).isEqualTo(401);
        }
    }

    /// Two answers may lie on both sides of a second.
    private static String timeless(String answer) {
        return answer.replaceAll("(?m)^Date: .*$", "");
    }

    @Test
    void aKeyThatIsRefusedCountsForItselfAndSees401WhenItHasEnded() throws IOException {
        try (var server = server(new Quotas(0, 1, 1, false))) {
            assertThat(status(server, THINGS)).isEqualTo(401);
            assertThat(status(server, THINGS)).isEqualTo(429);
            String ended = TestServer.basic("ck_ended", "cs_right");
            for (int i = 0; i < 3; i++) {
                assertThat(status(server, THINGS, ended)).isEqualTo(401);
            }
            String reader = TestServer.basic("ck_reader", "cs_right");
            for (int i = 0; i < 3; i++) {
                assertThat(delete(server, reader)).startsWith("HTTP/1.1 403");
            }
            assertThat(delete(server, reader)).startsWith("HTTP/1.1 429");
        }
    }

    private static String delete(TestServer server, String credential) throws IOException {
        return RawClient.request(server.port(), "DELETE", THINGS, credential);
    }

    @Test
    void callsWithoutACredentialCountAsAnonymousAndNotAsFailed() throws IOException {
        try (var server = server(new Quotas(0, 1, 5, false))) {
            for (int i = 0; i < 3; i++) {
                assertThat(status(server, THINGS)).isEqualTo(401);
            }
            assertThat(status(server, "/wp-json/open")).isEqualTo(200);
            assertThat(status(server, "/wp-json/who")).isEqualTo(200);
            assertThat(RawClient.get(server.port(), "/wp-json/open"))
                    .startsWith("HTTP/1.1 429")
                    .contains("RateLimit-Policy: \"anonymous\";q=5;w=60");
            assertThat(status(server, THINGS)).isEqualTo(429);
            assertThat(status(server, THINGS, TestServer.WRONG)).isEqualTo(401);
            assertThat(status(server, THINGS, TestServer.RIGHT)).isEqualTo(200);
            assertThat(status(server, "/healthz")).isEqualTo(200);
        }
    }

    @Test
    void aKeyIsToldWhereItStands() throws IOException {
        try (var server = server(new Quotas(100, 0, 0, true))) {
            assertThat(
                            RawClient.get(
                                    server.port(),
                                    "/wp-json/heavy?per_page=1000",
                                    TestServer.RIGHT))
                    .startsWith("HTTP/1.1 200")
                    .contains(
                            "RateLimit-Limit: 100\r\n",
                            "RateLimit-Remaining: 49\r\n",
                            "RateLimit-Reset: 60\r\n",
                            "RateLimit: \"default\";r=49;t=60\r\n",
                            "RateLimit-Policy: \"default\";q=100;w=60\r\n",
                            "Access-Control-Expose-Headers: ",
                            "RateLimit-Remaining, ");
            clock.move(Duration.ofSeconds(20));
            assertThat(
                            RawClient.get(
                                    server.port(),
                                    "/wp-json/heavy?per_page=1000",
                                    TestServer.RIGHT))
                    .startsWith("HTTP/1.1 429")
                    .contains(
                            "\"code\":\"rate_limit_exceeded\"",
                            "\"status\":429",
                            "Retry-After: 40\r\n",
                            "RateLimit-Limit: 100\r\n",
                            "RateLimit-Remaining: 49\r\n",
                            "RateLimit-Reset: 40\r\n",
                            "RateLimit: \"default\";r=49;t=40\r\n");
            assertThat(status(server, THINGS, TestServer.RIGHT)).isEqualTo(200);
        }
    }

    @Test
    void aGenerousDefaultIsOnlyToldIn429() throws IOException {
        try (var server = server(new Quotas(1, 0, 0, false))) {
            assertThat(RawClient.get(server.port(), THINGS, TestServer.RIGHT))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("\r\nRateLimit");
            assertThat(RawClient.get(server.port(), THINGS, TestServer.RIGHT))
                    .startsWith("HTTP/1.1 429")
                    .contains("\r\nRateLimit-Limit: 1\r\n");
        }
    }

    @Test
    void theLimitStandsBeforeTheCapabilityAndTheParameters() throws IOException {
        try (var server = server(new Quotas(1, 0, 0, false))) {
            assertThat(status(server, THINGS, TestServer.SHOPPER)).isEqualTo(403);
            assertThat(status(server, THINGS, TestServer.SHOPPER)).isEqualTo(429);
            assertThat(status(server, THINGS + "?x=%00", TestServer.RIGHT)).isEqualTo(400);
            assertThat(status(server, THINGS + "?x=%00", TestServer.RIGHT)).isEqualTo(429);
        }
    }

    @Test
    void addressesAreTakenFromTrustedProxiesAlone() throws IOException {
        var trusting =
                ServerSettings.DEFAULT.withTrustedProxies(List.of(Network.parse("127.0.0.1/32")));
        try (var server = server(new Quotas(0, 2, 2, false), trusting)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(wrongFrom(server, "192.0.2." + i)).isEqualTo(401);
                assertThat(wrongFrom(server, "2001:db8::" + i)).isEqualTo(i <= 2 ? 401 : 429);
            }
            assertThat(wrongFrom(server, "192.0.2.1")).isEqualTo(401);
            assertThat(wrongFrom(server, "192.0.2.1")).isEqualTo(429);
        }
        try (var server = server(new Quotas(0, 0, 2, false))) {
            for (int i = 1; i <= 4; i++) {
                assertThat(status(server, "/wp-json/open", "X-Forwarded-For: 192.0.2." + i))
                        .isEqualTo(i <= 2 ? 200 : 429);
            }
        }
    }

    private static int wrongFrom(TestServer server, String address) throws IOException {
        return status(
                server,
                THINGS,
                TestServer.WRONG,
                "X-Forwarded-For: " + address,
                "X-Forwarded-Proto: https");
    }

    @Test
    void sixtyFourCallersTogetherGetWhatTheLimitSays() throws Exception {
        var limits = new RateLimits(new Quotas(2_000, 0, 0, true), InstantSource.system());
        var let = new AtomicInteger();
        var refused = new AtomicInteger();
        try (var server = new TestServer(ServerSettings.DEFAULT, routes(limits))) {
            var running = new ArrayList<Future<?>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int caller = 0; caller < 64; caller++) {
                    running.add(threads.submit(() -> callOften(server, 50, let, refused)));
                }
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(let.get() + refused.get()).isEqualTo(64 * 50);
        assertThat(let.get()).isBetween(1_980, 2_020);
    }

    private static Void callOften(
            TestServer server, int times, AtomicInteger let, AtomicInteger refused)
            throws IOException {
        try (var client = new RawClient(server.port())) {
            for (int i = 0; i < times; i++) {
                client.send(
                        "GET "
                                + THINGS
                                + " HTTP/1.1\r\nHost: h\r\n"
                                + TestServer.RIGHT
                                + "\r\n\r\n");
                int status = RawClient.status(client.readAnswer());
                (status == 200 ? let : refused).incrementAndGet();
                assertThat(status).isIn(200, 429);
            }
        }
        return null;
    }

    @Test
    void everyAnswerIsToldToTheListenerWithoutPathAndCredential() throws IOException {
        var heard = new LinkedBlockingQueue<AnsweredRequest>();
        var registry = new SimpleMeterRegistry();
        try (var server =
                new HttpServer(
                                ServerSettings.DEFAULT.at("127.0.0.1", 0),
                                TestServer.routes(),
                                registry,
                                clock,
                                new Random(3),
                                heard::add)
                        .start()) {
            RawClient.request(
                    server.port(),
                    "GET",
                    "/wp-json/cocart/v2/things/t_secret",
                    TestServer.RIGHT,
                    "User-Agent: curl/8.5",
                    "X-Request-Id: mine");
            assertThat(take(heard))
                    .usingRecursiveComparison()
                    .ignoringFields("micros")
                    .isEqualTo(
                            new AnsweredRequest(
                                    "mine",
                                    "GET",
                                    "/cocart/v2/things/{key}",
                                    200,
                                    0,
                                    7,
                                    "127.0.0.1",
                                    "curl/8.5"));
            RawClient.request(server.port(), "BREW", "/nowhere");
            AnsweredRequest nowhere = take(heard);
            assertThat(nowhere.keyId()).isZero();
            assertThat(nowhere.method()).isEqualTo("OTHER");
            assertThat(nowhere.route()).isEqualTo(RouteState.NO_ROUTE);
        }
    }

    private static AnsweredRequest take(BlockingQueue<AnsweredRequest> heard) {
        try {
            AnsweredRequest next = heard.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return Objects.requireNonNull(next);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(TestServer server, String target, String... headers)
            throws IOException {
        return RawClient.status(RawClient.get(server.port(), target, headers));
    }
}
