package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Callers who take their time, to hold what others wait for.
@Tag("alone")
class SlowCallersTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int ELEMENT_BYTES = 100;

    @Test
    void closesConnectionsThatSendTooSlowly() throws IOException {
        Duration shortTime = Duration.ofSeconds(1);
        try (var slow = server(shortTime, shortTime, LONG, LONG);
                var silent = new RawClient(slow.port());
                var halfHead = new RawClient(slow.port());
                var halfBody = new RawClient(slow.port());
                var idle = new RawClient(slow.port())) {
            halfHead.send("GET /healthz HTTP/1.1\r\nHost");
            halfBody.send(
                    "POST /wp-json/cocart/v2/things/abc/open HTTP/1.1\r\nHost: h\r\n"
                            + "Content-Length: 10\r\n\r\nabc");
            idle.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(idle.readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(silent.read()).isEqualTo(-1);
            assertThat(halfHead.read()).isEqualTo(-1);
            assertThat(halfBody.read()).isEqualTo(-1);
            assertThat(idle.read()).isEqualTo(-1);
        }
    }

    @Test
    void closesConnectionsThatDribble() throws IOException {
        try (var slow = server(LONG, Duration.ofMillis(400), LONG, LONG);
                var client = new RawClient(slow.port())) {
            long started = System.nanoTime();
            boolean closed = false;
            try {
                client.send("GET /healthz HTTP/1.1\r\nHost: h\r\nX-Slow: ");
                while (within(started)) {
                    client.send("a");
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException _) {
                closed = true;
            }
            assertThat(closed).isTrue();
        }
    }

    @Test
    void closesConnectionsWhoseAnswerNobodyReads() throws IOException {
        int before = TestServer.CLOSED.get();
        try (var slow = server(LONG, LONG, Duration.ofMillis(400), LONG);
                var client = new RawClient(slow.port())) {
            client.send(longList(1_000_000));
            long started = System.nanoTime();
            while (TestServer.CLOSED.get() == before && within(started)) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            assertThat(TestServer.CLOSED.get()).isGreaterThan(before);
        }
    }

    /// No single write is late here: who reads a little again and again would otherwise hold his
    /// place among the lists for ever.
    @Test
    void closesConnectionsWhoseAnswerIsReadLittleByLittle() throws IOException {
        int before = TestServer.CLOSED.get();
        long read = 0;
        try (var slow = server(LONG, LONG, LONG, Duration.ofMillis(800));
                var client = new RawClient(slow.port())) {
            client.send(longList(1_000_000));
            long started = System.nanoTime();
            while (TestServer.CLOSED.get() == before && within(started)) {
                read += client.read(16 * 1024);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        assertThat(TestServer.CLOSED.get()).isGreaterThan(before);
        assertThat(read).isBetween(1L, 1_000_000L * ELEMENT_BYTES / 2);
    }

    /// The time is that of one answer, not of the connection.
    @Test
    void countsEveryAnswerOfAConnectionFromItsOwnBeginning() throws IOException {
        try (var server = server(LONG, LONG, LONG, Duration.ofSeconds(1));
                var client = new RawClient(server.port())) {
            long started = System.nanoTime();
            while (System.nanoTime() - started < Duration.ofMillis(2200).toNanos()) {
                client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200");
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static TestServer server(
            Duration idle, Duration requestRead, Duration write, Duration answer) {
        return new TestServer(
                ServerSettings.DEFAULT.with(
                        new ServerSettings.Timeouts(
                                idle, requestRead, write, answer, Duration.ofSeconds(1))));
    }

    private static String longList(int items) {
        return "GET /wp-json/cocart/v2/stream?items=%d HTTP/1.1\r\nHost: h\r\n\r\n"
                .formatted(items);
    }

    private static boolean within(long started) {
        return System.nanoTime() - started < PATIENCE.toNanos();
    }
}
