package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The binary log being read by a thread of its own, from one place on until the connection ends.
final class LogReading implements AutoCloseable {
    /// Waiting changes beyond are left to the sweep.
    private static final int MOST = 50_000;

    private final ChangedRows changes = new ChangedRows(MOST);
    private final LogClient client;
    private final LogMark from;
    private final Thread thread;
    private volatile @Nullable Exception failure;
    private volatile boolean closed;

    private LogReading(WooDatabase shop, LogMark from, long id, Supplier<LogWatch> watch) {
        this.from = from;
        client = LogClient.of(shop, new LogEvents(watch, changes), from.position(), id);
        thread = Thread.ofVirtual().name("shop-log").unstarted(this::run);
    }

    /// @param id that no other reader of this server's log may have
    static LogReading start(WooDatabase shop, LogMark from, long id, Supplier<LogWatch> watch) {
        var reading = new LogReading(shop, from, id, watch);
        reading.thread.start();
        return reading;
    }

    private void run() {
        if (closed) {
            return;
        }
        try {
            client.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    LogMark from() {
        return from;
    }

    ChangedRows changes() {
        return changes;
    }

    boolean over() {
        return !thread.isAlive();
    }

    /// Why it is over, where that is known.
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
        try {
            do { // it may be about to connect
                client.close();
            } while (!thread.join(Duration.ofMillis(100)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
