package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// HTTP/1.0, which proxies speak to what is behind them when nobody told them otherwise.
class OldVersionTest {
    private static final String LIST = "/wp-json/cocart/v2/things";
    private static final String STREAM = "/wp-json/cocart/v2/stream";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answersAndEndsTheConnection() throws IOException {
        String answer = get(LIST, "Connection: keep-alive\r\n" + TestServer.RIGHT);
        assertThat(answer).startsWith("HTTP/1.1 200").contains("ada@example.com");
        assertThat(answer).containsIgnoringCase("connection: close");
        assertThat(answer).containsIgnoringCase("content-length: ");
    }

    @Test
    void sendsALongAnswerWithoutChunks() throws IOException {
        String answer = get(STREAM + "?items=2000", "");
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(answer).doesNotContainIgnoringCase("transfer-encoding");
        assertThat(answer).containsIgnoringCase("\r\nDate: ");
        assertThat(answer).containsIgnoringCase("content-type: application/json");
        String body = RawClient.body(answer);
        assertThat(body).hasSize(2000 * 100 + 1).startsWith("[\"xx").endsWith("xx\"]");
    }

    @Test
    void tellsAFailureBeforeTheFirstByte() throws IOException {
        assertThat(get(STREAM + "?items=3&fail=1", "")).startsWith("HTTP/1.1 500");
    }

    @Test
    void answersHeadAndRefusalsAlike() throws IOException {
        assertThat(get(LIST, "")).startsWith("HTTP/1.1 401");
        assertThat(get("/nowhere", "")).startsWith("HTTP/1.1 404");
        String head = RawClient.exchange(server.port(), "HEAD " + STREAM + old(""));
        assertThat(head).startsWith("HTTP/1.1 200");
        assertThat(RawClient.body(head)).isEmpty();
    }

    @Test
    void understandsALineThatArrivesInPieces() throws IOException {
        try (var client = new RawClient(server.port())) {
            for (String piece : "GET /healthz HTTP/1.0\r\nHost: h\r\n\r\n".split("(?<=[Z0/:])")) {
                client.send(piece);
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 200");
        }
    }

    /// As balancers ask that look after us.
    @Test
    void needsNoHost() throws IOException {
        for (String headers : List.of("", "X-Host: a\r\n", "Accept: */*\r\nX: \u0000\r\n")) {
            String text = "GET /healthz HTTP/1.0\r\n" + headers + "\r\n";
            String expected = headers.contains("\0") ? "HTTP/1.1 400" : "HTTP/1.1 200";
            assertThat(RawClient.exchange(server.port(), text)).startsWith(expected);
        }
        try (var client = new RawClient(server.port())) {
            for (char piece : "GET /healthz HTTP/1.0\r\nA: b\r\n\r\n".toCharArray()) {
                client.send(String.valueOf(piece));
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void keepsTheHostThatWasNamed() throws IOException {
        for (String host : List.of("Host: shop.example", "hOST:shop.example")) {
            String text = "GET /wp-json/ HTTP/1.0\r\n" + host + "\r\n\r\n";
            assertThat(RawClient.exchange(server.port(), text))
                    .contains("http://shop.example")
                    .doesNotContain("localhost");
        }
    }

    @Test
    void answers400AtOnceToBareLineFeeds() throws IOException {
        try (var client = new RawClient(server.port())) {
            long begin = System.nanoTime();
            client.send("GET /healthz HTTP/1.0\r\nHost: a\n\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 400");
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Test
    void isHeldToTheLimitOfHeadersToo() throws IOException {
        String much = "X: " + "y".repeat(40_000) + "\r\n";
        String answer =
                RawClient.exchange(server.port(), "GET /healthz HTTP/1.0\r\n" + much + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @Test
    void takesOnlyTheVersionForOne() throws IOException {
        String text = "GET /healthz?a= HTTP/1.1\r\nHost: h\r\nX: HTTP/1.0\r\nConnection: close\r\n";
        assertThat(RawClient.exchange(server.port(), text + "\r\n")).startsWith("HTTP/1.1 200");
    }

    private static String get(String target, String headers) throws IOException {
        return RawClient.exchange(server.port(), "GET " + target + old(headers));
    }

    private static String old(String headers) {
        String line = headers.isEmpty() ? "" : headers + "\r\n";
        return " HTTP/1.0\r\nHost: shop.example\r\n" + line + "\r\n";
    }
}
