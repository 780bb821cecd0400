package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How the example clients meet a server that is busy or misbehaves; a peer that answers by script
/// stands in for it.
class ExampleRetriesTest {
    private static final RunningServer.Key KEY = new RunningServer.Key("ck_x", "cs_x");
    private static final Answer EMPTY_LIST = new Answer(200, Map.of("X-WP-Total", "0"), "[]");

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer peer;

    private record Answer(int status, Map<String, String> headers, String body) {}

    private record Call(String method, String url, long nanos) {}

    @BeforeEach
    void start() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void waitsAsLongAsTheServerAsksFor(Language language) {
        script(new Answer(429, Map.of("Retry-After", "2"), "{}"), EMPTY_LIST);
        assertThat(language.monitor(environment()).exit()).isZero();
        assertThat(calls).hasSize(2);
        assertThat(Duration.ofNanos(calls.get(1).nanos() - calls.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1950));
    }

    @ParameterizedTest
    @EnumSource
    void repeatsAReadThatAProxyLost(Language language) {
        script(new Answer(502, Map.of(), "<html>"), EMPTY_LIST);
        assertThat(language.monitor(environment()).exit()).isZero();
        assertThat(calls).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void neverRepeatsADeletionThatMayHaveHappened(Language language) {
        script(new Answer(502, Map.of(), "<html>"));
        assertThat(language.cleanUp(environment(), "--delete").exit()).isEqualTo(1);
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().method()).isEqualTo("DELETE");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotRepeatWhatWasRefused(Language language) {
        script(new Answer(403, Map.of(), "{\"code\":\"no\",\"message\":\"Not for you.\"}"));
        Run run = language.monitor(environment());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Not for you.");
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesOnlyTheQueryOfALinkAndStaysWithItsHost(Language language) {
        script(
                new Answer(
                        200,
                        Map.of(
                                "X-WP-Total",
                                "0",
                                "Link",
                                "<https://elsewhere.example/wp-json/cocart/v2/sessions?cursor=a%2Bb>;"
                                        + " rel=\"next\""),
                        "[]"),
                EMPTY_LIST);
        assertThat(language.monitor(environment()).exit()).isZero();
        assertThat(calls).extracting(Call::url).last().asString().contains("cursor=a%2Bb");
    }

    @ParameterizedTest
    @EnumSource
    void followsNoRedirect(Language language) {
        script(new Answer(302, Map.of("Location", "/stolen"), ""));
        assertThat(language.cleanUp(environment(), "--delete").exit()).isEqualTo(1);
        assertThat(calls).extracting(Call::url).noneMatch(url -> url.contains("stolen"));
    }

    private void script(Answer... answers) {
        peer.createContext("/", exchange -> answer(exchange, answers));
    }

    private void answer(HttpExchange exchange, Answer... answers) throws IOException {
        try (exchange) {
            calls.add(
                    new Call(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            System.nanoTime()));
            Answer answer = answers[Math.min(calls.size(), answers.length) - 1];
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Map<String, String> environment() {
        return KEY.environment(URI.create("http://127.0.0.1:" + peer.getAddress().getPort()));
    }
}
