package dev.cartwright.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What the server keeps ready for one route, so that nothing is looked up by name while answering.
final class RouteState {
    private static final int LAST_STATUS = 599;
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    /// How a request is counted and logged that no route was found for. Its path may hold anything.
    static final String NO_ROUTE = "(no route)";

    private final String pattern;
    private final MeterRegistry registry;
    private final boolean cocart;
    private final boolean rest;
    private final Header allow;
    private final Map<String, AtomicReferenceArray<Timer>> timers = new HashMap<>();
    private final AtomicReferenceArray<Timer> otherTimers =
            new AtomicReferenceArray<>(LAST_STATUS + 1);

    RouteState(Route route, MeterRegistry registry) {
        this(
                route.pattern(),
                route.namespace().equals("cocart") || route.namespace().startsWith("cocart/"),
                route.rest(),
                String.join(", ", route.methods()),
                registry);
    }

    private RouteState(
            String pattern, boolean cocart, boolean rest, String allow, MeterRegistry registry) {
        this.pattern = pattern;
        this.registry = registry;
        this.cocart = cocart;
        this.rest = rest;
        this.allow = HeaderValues.createCached(HeaderNames.ALLOW, allow);
        for (String method : new String[] {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"}) {
            timers.put(method, new AtomicReferenceArray<>(LAST_STATUS + 1));
        }
    }

    static RouteState none(MeterRegistry registry) {
        return new RouteState(NO_ROUTE, false, true, "none", registry);
    }

    /// False for the one that stands for all paths that lead nowhere.
    boolean found() {
        return !pattern.equals(NO_ROUTE);
    }

    String pattern() {
        return pattern;
    }

    boolean cocart() {
        return cocart;
    }

    boolean rest() {
        return rest;
    }

    Header allow() {
        return allow;
    }

    Timer timer(String method, int status) {
        AtomicReferenceArray<Timer> byStatus = timers.get(method);
        AtomicReferenceArray<Timer> slots = byStatus == null ? otherTimers : byStatus;
        int slot = Math.min(status, LAST_STATUS);
        Timer timer = slots.get(slot);
        if (timer == null) {
            timer = register(byStatus == null ? "OTHER" : method, status);
            slots.set(slot, timer);
        }
        return timer;
    }

    private Timer register(String method, int status) {
        return Timer.builder("http.server.requests")
                .description("Requests answered")
                .tag("route", pattern)
                .tag("method", method)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
