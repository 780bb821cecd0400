package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A line to the MariaDB that is slow, or is cut between a commit and its answer, where a test
/// wants that.
final class ShopLine implements AutoCloseable {
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean cutting;
    private volatile Duration delay = Duration.ZERO;

    ShopLine() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = threads.submit(this::accept);
    }

    String url(String database) {
        String direct = ":" + MariaDb.server().port() + "/";
        return MariaDb.server().url(database).replace(direct, ":" + door.getLocalPort() + "/");
    }

    /// The answer to the next commit does not arrive.
    void cutTheNextCommit() {
        cutting = true;
    }

    /// Every answer arrives so much later.
    void delay(Duration by) {
        delay = by;
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            var server = new Socket(InetAddress.getLoopbackAddress(), MariaDb.server().port());
            var _ = threads.submit(() -> ask(client, server));
            var _ = threads.submit(() -> answer(client, server));
        }
    }

    private Void ask(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                String asked = new String(bytes, 0, n, StandardCharsets.ISO_8859_1);
                if (cutting && asked.endsWith("COMMIT")) { // not READ COMMITTED
                    client.shutdownOutput(); // before the server can answer
                }
                out.write(bytes, 0, n);
            }
        }
        return null;
    }

    private Void answer(Socket client, Socket server) throws IOException, InterruptedException {
        try (client;
                server) {
            InputStream in = server.getInputStream();
            byte[] bytes = new byte[1 << 16];
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                if (client.isOutputShutdown()) {
                    cutting = false;
                    return null;
                }
                Thread.sleep(delay);
                client.getOutputStream().write(bytes, 0, n);
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
