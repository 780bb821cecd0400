package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A request that is none: its line or its headers are broken, or end in the middle.
class BrokenHeadTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"G(T /healthz", "/healthz", "G\0T /healthz", "GET\t/healthz"})
    void answers400ToALineThatIsNone(String line) throws IOException {
        try (var server = new TestServer()) {
            assertThat(RawClient.exchange(server.port(), line + HEAD))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"code\":\"rest_bad_request\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.1\r\nHo", "GET / HT"})
    void aHeadThatEndsInTheMiddleIsNoFailureOfOurs(String some) throws IOException {
        try (var server = new TestServer();
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(some.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.US_ASCII)).doesNotContain(" 500 ");
        }
    }
}
