package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketTest {
    private static final int SHORT = 50;

    @TempDir private Path directory;
    private Path path;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        path = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 1);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private UnixSocket connected() throws IOException {
        var socket = new UnixSocket(path);
        socket.connect(null, SHORT);
        return socket;
    }

    @Test
    void whatIsSentComesBackWhole() throws IOException {
        byte[] sent = new byte[3_000_000];
        new Random(7).nextBytes(sent);
        Thread.startVirtualThread(this::echo);
        try (var socket = connected()) {
            var writing = CompletableFuture.runAsync(() -> write(socket, sent));
            assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
            writing.join();
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void write(UnixSocket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void echo() {
        try (var peer = server.accept()) {
            Channels.newInputStream(peer).transferTo(Channels.newOutputStream(peer));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForLongerThanTold() throws IOException {
        try (var socket = connected()) {
            socket.setSoTimeout(SHORT);
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aServerThatTakesNothingIsNotWaitedForLongerThanTold() throws IOException {
        try (var socket = connected()) {
            socket.setSoTimeout(SHORT);
            assertThatThrownBy(() -> socket.getOutputStream().write(new byte[5_000_000]))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aServerThatAcceptsNobodyRefusesAtOnceWhenItsQueueIsFull() throws IOException {
        var queue = new ArrayList<UnixSocket>();
        try {
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    queue.add(connected());
                                }
                            })
                    .isInstanceOf(SocketException.class);
        } finally {
            for (UnixSocket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void closingWakesWhoeverReads() throws Exception {
        var socket = connected();
        var reading = new CompletableFuture<Throwable>();
        Thread.startVirtualThread(
                () -> {
                    try {
                        socket.getInputStream().read();
                        reading.complete(new IllegalStateException("read something"));
                    } catch (IOException e) {
                        reading.complete(e);
                    }
                });
        server.accept().write(ByteBuffer.allocate(0));
        socket.close();
        assertThat(reading.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(socket.isClosed()).isTrue();
        assertThatThrownBy(socket::getInputStream).isInstanceOf(SocketException.class);
    }

    @Test
    void withoutAServerThereIsNoConnection() throws IOException {
        server.close();
        assertThatThrownBy(this::connected).isInstanceOf(SocketException.class);
    }
}
