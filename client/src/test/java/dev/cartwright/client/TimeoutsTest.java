package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Nothing waits longer than it was told to.
@Timeout(600)
class TimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(50);

    private static CartwrightClient client(int port, Timeouts times) {
        return CartwrightClient.at("http://127.0.0.1:" + port)
                .credentials("ck_1", "cs_1")
                .timeouts(times)
                .retries(RetryPolicy.NONE)
                .build();
    }

    private static TimedOutException listing(CartwrightClient client) {
        return catchThrowableOfType(
                TimedOutException.class, () -> client.sessions().list(SessionQuery.all()));
    }

    private static ServerSocket listener(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    @Test
    void anAnswerThatDoesNotBegin() throws IOException {
        try (var silent = listener(50)) { // the system accepts, nobody answers
            var client = client(silent.getLocalPort(), new Timeouts(LONG, SHORT, LONG));
            TimedOutException late = listing(client);
            assertThat(late.limit()).isEqualTo(TimedOutException.Limit.REQUEST);
            assertThat(late.code()).isEqualTo("timed_out");
            assertThat(late.status()).isZero();
        }
    }

    /// The JDK's own time-out ends with the answer's head.
    @Test
    void anAnswerThatBeginsAndDoesNotEnd() throws IOException {
        try (var server = listener(50)) {
            Thread.ofVirtual().start(() -> beginAnAnswer(server));
            var client = client(server.getLocalPort(), new Timeouts(LONG, SHORT, LONG));
            assertThat(listing(client).limit()).isEqualTo(TimedOutException.Limit.REQUEST);
        }
    }

    @Test
    void theWholeCall() throws IOException {
        try (var silent = listener(50)) {
            var client =
                    CartwrightClient.at("http://127.0.0.1:" + silent.getLocalPort())
                            .credentials("ck_1", "cs_1")
                            .timeouts(new Timeouts(LONG, LONG, SHORT))
                            .build();
            TimedOutException late = listing(client);
            assertThat(late.limit()).isEqualTo(TimedOutException.Limit.TOTAL);
        }
    }

    /// A full queue of connections: the system answers no more of them.
    @Test
    void aConnectionThatNeverStands() throws IOException {
        try (var full = listener(1)) {
            var held = new ArrayList<Socket>();
            try {
                fill(full, held);
                var client = client(full.getLocalPort(), new Timeouts(SHORT, LONG, LONG));
                TimedOutException late = listing(client);
                assertThat(late.limit()).isEqualTo(TimedOutException.Limit.CONNECT);
                assertThat(late.maybeDone()).isFalse();
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void anInterruptionEndsACallAndIsKept() throws Exception {
        try (var silent = listener(50)) {
            var client = client(silent.getLocalPort(), new Timeouts(LONG, LONG, LONG));
            var met = new AtomicReference<Throwable>();
            var flag = new AtomicReference<Boolean>();
            var started = new CountDownLatch(1);
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        started.countDown();
                                        try {
                                            client.whoami();
                                        } catch (CartwrightException ended) {
                                            met.set(ended);
                                            flag.set(Thread.currentThread().isInterrupted());
                                        }
                                    });
            started.await();
            caller.interrupt();
            caller.join();
            assertThat(met.get()).isInstanceOf(CallInterruptedException.class);
            assertThat(flag.get()).isTrue();
        }
    }

    @Test
    void noTimeAtAllIsRefused() {
        assertThatThrownBy(() -> new Timeouts(Duration.ZERO, LONG, LONG))
                .hasMessageContaining("connect");
        assertThatThrownBy(() -> new Timeouts(LONG, LONG, Duration.ofSeconds(-1)))
                .hasMessageContaining("total");
    }

    private static void beginAnAnswer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
            socket.getOutputStream()
                    .write(
                            (head + "Content-Length: 9\r\n\r\n[")
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var unread = socket.getInputStream().readAllBytes(); // until the client gives up
            assertThat(unread).isNotNull();
        } catch (IOException ended) {
            return;
        }
    }

    private static void fill(ServerSocket full, List<Socket> held) {
        for (int i = 0; i < 20; i++) {
            var socket = new Socket();
            held.add(socket);
            try {
                socket.connect(full.getLocalSocketAddress(), 200);
            } catch (IOException noRoomLeft) {
                return;
            }
        }
        throw new AssertionError("the queue of connections has no end");
    }
}
