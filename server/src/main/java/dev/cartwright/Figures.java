package dev.cartwright;

import dev.cartwright.limit.RateLimits;
import dev.cartwright.rest.sessions.ListGate;
import dev.cartwright.session.SessionStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.function.ToDoubleFunction;

/// What `/metrics` tells beside the requests: carts, room for lists, and the Java machine.
final class Figures implements AutoCloseable {
    private final MeterRegistry registry;
    private final ListGate gate;
    private final SessionStore sessions;
    private final RateLimits limits;
    private final KeyFigures keys;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Figures(
            MeterRegistry registry,
            ListGate gate,
            SessionStore sessions,
            RateLimits limits,
            KeyFigures keys) {
        this.registry = registry;
        this.gate = gate;
        this.sessions = sessions;
        this.limits = limits;
        this.keys = keys;
    }

    void start() {
        Gauge.builder("cartwright.sessions.live", sessions, store -> store.counts().live())
                .description("Carts outside the trash")
                .register(registry);
        Gauge.builder("cartwright.lists.room", gate, ListGate::free)
                .description("Carts that lists may load now")
                .register(registry);
        refusals("key", RateLimits::keyRefusals);
        refusals("failed_logins", RateLimits::failedLoginRefusals);
        refusals("anonymous", RateLimits::anonymousRefusals);
        keys.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    private void refusals(String limit, ToDoubleFunction<RateLimits> count) {
        FunctionCounter.builder("cartwright.limited", limits, count)
                .description("Calls answered with 429, by the limit they were over")
                .tag("limit", limit)
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
    }
}
