package dev.cartwright.http;

import dev.cartwright.outage.Contended;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import dev.cartwright.wire.ApiErrors;
import io.helidon.http.Header;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpSecurity;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens to every request, in the contract's order: route, size and JSON, then the route's
/// own guard and handler, then the answer, the log line and the figures.
///
/// It takes the place of the web library's routing, filters and error pages.
final class Pipeline implements HttpRouting {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final ServerSettings settings;
    private final Routes routes;
    private final Map<Route, RouteState> states = new HashMap<>();
    private final RouteState noRoute;
    private final Peers peers;
    private final RequestIds ids;
    private final InstantSource clock;
    private final DateHeader date;
    private final RequestListener listener;
    private final HttpSecurity security = HttpSecurity.create();
    private final AccessLog accessLog = new AccessLog();
    private final Outages outages;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopping;

    Pipeline(
            ServerSettings settings,
            Routes routes,
            MeterRegistry registry,
            RequestIds ids,
            InstantSource clock,
            RequestListener listener) {
        this.settings = settings;
        this.routes = routes;
        this.peers = new Peers(settings.trustedProxies());
        this.ids = ids;
        this.clock = clock;
        date = new DateHeader(clock);
        this.outages = new Outages(clock);
        this.listener = listener;
        this.noRoute = RouteState.none(registry);
        for (Route route : routes.all()) {
            states.put(route, new RouteState(route, registry));
        }
        Gauge.builder("http.server.requests.active", inFlight, AtomicInteger::get)
                .description("Requests being answered")
                .register(registry);
    }

    /// From now on every answer ends its connection.
    void stopping() {
        stopping = true;
    }

    @Override
    public void route(ConnectionContext context, RoutingRequest in, RoutingResponse out) {
        long started = System.nanoTime();
        Connection connection = (Connection) context;
        inFlight.incrementAndGet();
        var exchange = new Exchange(this, connection, in, out);
        try {
            answer(exchange);
        } finally {
            inFlight.decrementAndGet();
            connection.requestRead();
            finish(exchange, System.nanoTime() - started);
        }
        if (exchange.last()) {
            throw new CloseConnectionException("this was the last answer");
        }
    }

    private void answer(Exchange exchange) {
        try {
            exchange.run();
        } catch (CloseConnectionException e) {
            LOG.debug("request {}: the caller is gone", exchange.id(), e);
            throw e;
        } catch (Outage e) {
            send(exchange, outages.answer(e, exchange.state().pattern()), e);
        } catch (InDoubt e) {
            send(exchange, outages.answer(e, exchange.state().pattern()), e);
        } catch (ReadOnly e) {
            send(exchange, outages.answer(e), e);
        } catch (Contended e) {
            send(exchange, Response.error(ApiErrors.conflict(e.getMessage())), e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("request_id", exchange.id())
                    .log("request failed on {}", exchange.state().pattern());
            send(exchange, Response.error(ApiErrors.INTERNAL), e);
        }
    }

    /// What has begun cannot be taken back, only broken off.
    private static void send(Exchange exchange, Response response, Throwable why) {
        if (exchange.begun()) {
            throw new CloseConnectionException("the answer broke off", why);
        }
        exchange.send(response);
    }

    private void finish(Exchange exchange, long nanos) {
        exchange.state()
                .timer(exchange.method(), exchange.status())
                .record(nanos, TimeUnit.NANOSECONDS);
        accessLog.write(exchange.line(nanos));
        listener.answered(exchange.answered(nanos));
    }

    @Override
    public HttpSecurity security() {
        return security;
    }

    ServerSettings settings() {
        return settings;
    }

    Routes routes() {
        return routes;
    }

    RouteState state(Route route) {
        return states.getOrDefault(route, noRoute);
    }

    RouteState noRoute() {
        return noRoute;
    }

    Peers peers() {
        return peers;
    }

    RequestIds ids() {
        return ids;
    }

    InstantSource clock() {
        return clock;
    }

    Header date() {
        return date.now();
    }

    boolean isStopping() {
        return stopping;
    }
}
