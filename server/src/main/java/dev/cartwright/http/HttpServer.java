package dev.cartwright.http;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Listens, and answers what the routes say.
public final class HttpServer implements AutoCloseable {
    private static final int STREAM_BUFFER_BYTES = 16 * 1024;

    private final ServerSettings settings;
    private final Pipeline pipeline;
    private final Connections connections;
    private final RequestIds ids;
    private @Nullable WebServer server;

    /// @param registry gets a timer for each route, method and status, and the requests in flight
    /// @param random makes request ids; safe for many threads
    public HttpServer(
            ServerSettings settings,
            Routes routes,
            MeterRegistry registry,
            InstantSource clock,
            RandomGenerator random) {
        this(settings, routes, registry, clock, random, RequestListener.NONE);
    }

    /// @param listener hears of every answer
    public HttpServer(
            ServerSettings settings,
            Routes routes,
            MeterRegistry registry,
            InstantSource clock,
            RandomGenerator random,
            RequestListener listener) {
        this.settings = settings;
        this.ids = new RequestIds(random);
        this.pipeline = new Pipeline(settings, routes, registry, ids, clock, listener);
        this.connections = new Connections(http1(), pipeline, settings);
    }

    /// Returns when connections are accepted.
    ///
    /// @throws IllegalStateException when it cannot listen where it should
    public HttpServer start() {
        var builder =
                WebServer.builder()
                        .address(address())
                        .port(settings.port())
                        .shutdownHook(false)
                        .protocolsDiscoverServices(false)
                        .featuresDiscoverServices(false)
                        .addConnectionSelector(connections)
                        // else an answer of two segments waits 40 ms for the peer's delayed ACK
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .maxTcpConnections(settings.limits().maxConnections())
                        .idleConnectionTimeout(settings.timeouts().idle())
                        .writeBufferSize(STREAM_BUFFER_BYTES)
                        .shutdownGracePeriod(settings.timeouts().shutdownGrace())
                        .directHandlers(LowLevelErrors.handlers(ids))
                        // the text only tells our handler which limit was met; it is not sent
                        .errorHandling(ErrorHandling.builder().includeEntity(true).build());
        settings.optionalTls()
                .ifPresent(
                        tls ->
                                builder.tls(
                                        Tls.builder().sslContext(PemFiles.context(tls)).build()));
        WebServer started = builder.build().start();
        if (!started.isRunning()) {
            throw new IllegalStateException(
                    "could not listen on %s:%d".formatted(settings.host(), settings.port()));
        }
        connections.start();
        server = started;
        return this;
    }

    private Http1ConnectionSelector http1() {
        return Http1ConnectionSelector.builder()
                .config(
                        Http1Config.builder()
                                .maxPrologueLength(settings.limits().maxUrlBytes())
                                .maxHeadersSize(settings.limits().maxHeaderBytes())
                                .sendKeepAliveHeader(false)
                                // the library's own log; ours has a line for each request
                                .log(log -> log.receiveLog(false).sendLog(false))
                                // paths and queries are checked where they are read
                                .validatePath(false)
                                .validatePrologue(false)
                                .validateResponseHeaders(false)
                                .build())
                .build();
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("there is no address " + settings.host(), e);
        }
    }

    /// The port it listens on; the one chosen where the settings say 0.
    public int port() {
        return running().port();
    }

    /// `http://127.0.0.1:8080`: how this machine reaches it.
    public String url() {
        String scheme = settings.tls() == null ? "http" : "https";
        String host = settings.host();
        return "%s://%s:%d"
                .formatted(scheme, host.indexOf(':') < 0 ? host : "[" + host + "]", port());
    }

    /// Accepts nothing more, lets running requests end within the grace, then closes the rest.
    @Override
    public void close() {
        pipeline.stopping();
        WebServer running = server;
        if (running != null) {
            server = null;
            running.stop();
        }
        connections.close();
    }

    private WebServer running() {
        WebServer running = server;
        if (running == null) {
            throw new IllegalStateException("the server is not running");
        }
        return running;
    }
}
