package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody who listens on a port of this machine and counts who comes.
final class Stranger implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger callers = new AtomicInteger();

    Stranger() throws IOException {
        Thread.ofVirtual().name("stranger").start(this::run);
    }

    private void run() {
        while (true) {
            try (Socket _ = socket.accept()) {
                callers.incrementAndGet();
            } catch (IOException _) { // it was closed
                return;
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int callers() {
        return callers.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
