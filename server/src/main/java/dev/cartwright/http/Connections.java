package dev.cartwright.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All open connections, each with the time until which it must have done something.
///
/// The web library bounds neither a request that arrives byte by byte nor an answer that nobody
/// reads. A thread looks through the connections and closes those whose time is over.
final class Connections implements ServerConnectionSelector, AutoCloseable {
    private static final long LONGEST_ROUND_MILLIS = 500;
    private static final long ROUNDS_PER_TIMEOUT = 4;

    private final ServerConnectionSelector http1;
    private final Router router;
    private final ServerSettings settings;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Thread watch;

    Connections(ServerConnectionSelector http1, HttpRouting routing, ServerSettings settings) {
        this.http1 = http1;
        this.router = Router.builder().addRouting(new Ready(routing)).build();
        this.settings = settings;
        this.watch = Thread.ofPlatform().daemon().name("connection-watch").unstarted(this::watch);
    }

    void start() {
        watch.start();
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var connection = new Connection(context, router, settings, open::remove);
        open.add(connection);
        connection.serve(http1.connection(connection));
        return connection;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    private void watch() {
        long shortest = settings.timeouts().shortest().toMillis();
        long round = Math.max(1, Math.min(LONGEST_ROUND_MILLIS, shortest / ROUNDS_PER_TIMEOUT));
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(round);
            } catch (InterruptedException _) {
                return;
            }
            long now = System.nanoTime();
            for (Connection connection : open) {
                if (connection.overdue(now)) {
                    // closing may wait for the other side, as TLS does
                    Thread.startVirtualThread(connection::abort);
                }
            }
        }
    }

    private record Ready(HttpRouting routing)
            implements io.helidon.common.Builder<Ready, HttpRouting> {
        @Override
        public HttpRouting build() {
            return routing;
        }
    }
}
