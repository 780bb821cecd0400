package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Letters that a client forgot to encode, as `curl '…?search=Jürgen'` sends them.
class UnencodedUrlTest {
    private static final String OPEN = "/wp-json/cocart/v2/things/abc/open";

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
    void answers200ToUtf8InAQueryAsIfItWereEncoded() throws IOException {
        assertThat(post("?search=J\u00fcrgen&x=\u65e5\u672c%20\ud83d\ude00"))
                .startsWith("HTTP/1.1 200")
                .contains("search=[J\u00fcrgen]", "x=[\u65e5\u672c \ud83d\ude00]");
    }

    @Test
    void everyRequestOfAConnectionIsReadSo() throws IOException {
        try (var client = new RawClient(server.port())) {
            for (int i = 0; i < 3; i++) {
                client.send(bytes(line(OPEN + "?a=\u00e4" + i) + "\r\n"));
                assertThat(client.readAnswer()).contains("a=[\u00e4" + i + "]");
            }
        }
    }

    /// Also where both arrive in one piece: the bytes of a body stay as they are.
    @Test
    void onlyTheLineIsTouchedNotTheBodyBehindIt() throws IOException {
        String body = "{\"a\":\"\u00e4\"}";
        String request =
                line(OPEN + "?b=\u00f6")
                        + "Content-Type: application/json\r\nContent-Length: "
                        + bytes(body).length
                        + "\r\n\r\n"
                        + body;
        try (var client = new RawClient(server.port())) {
            client.send(bytes(request + request));
            for (int i = 0; i < 2; i++) {
                assertThat(client.readAnswer())
                        .startsWith("HTTP/1.1 200")
                        .contains("b=[\u00f6]", "\u00e4");
            }
        }
    }

    private static String post(String query) throws IOException {
        try (var client = new RawClient(server.port())) {
            return client.send(bytes(line(OPEN + query) + "Connection: close\r\n\r\n")).readAll();
        }
    }

    private static String line(String target) {
        return "POST " + target + " HTTP/1.1\r\nHost: h\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
