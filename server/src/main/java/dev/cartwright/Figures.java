package dev.cartwright;

import dev.cartwright.rest.sessions.ListGate;
import dev.cartwright.session.SessionStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/// What `/metrics` tells beside the requests: carts, room for lists, and the Java machine.
final class Figures implements AutoCloseable {
    private final MeterRegistry registry;
    private final ListGate gate;
    private final SessionStore sessions;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    Figures(MeterRegistry registry, ListGate gate, SessionStore sessions) {
        this.registry = registry;
        this.gate = gate;
        this.sessions = sessions;
    }

    void start() {
        Gauge.builder("cartwright.sessions.live", sessions, store -> store.counts().live())
                .description("Carts outside the trash")
                .register(registry);
        Gauge.builder("cartwright.lists.room", gate, ListGate::free)
                .description("Carts that lists may load now")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    @Override
    public void close() {
        collections.close();
    }
}
