package dev.cartwright.bench;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// Load at a fixed rate, whatever the server does: a request that has to wait for its connection
/// counts from the moment it was due, so that no stall is overlooked.
///
/// One thread drives all connections, since the machine's cores are the server's. It looks at them
/// every [#TICK_NANOS] and not at each event, which makes an answer seem a little later than it
/// was, never earlier.
final class FixedRate {
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /// How long requests that are still under way at the end may take.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<DrivenConnection> connections = new ArrayList<>();
    private final IntFunction<byte[]> requests;
    private final Histogram nanos = new Histogram(MAX_NANOS, 3);
    private final double gapNanos;
    private final int total;
    private long start;
    private long failures;

    private FixedRate(double requestsPerSecond, int seconds, IntFunction<byte[]> requests) {
        this.requests = requests;
        this.gapNanos = 1e9 / requestsPerSecond;
        this.total = (int) (requestsPerSecond * seconds);
    }

    record Result(Histogram nanos, long failures) {
        double percentileMillis(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /// @param connections that take turns
    /// @param requestsPerSecond over all connections together
    /// @param requests the n-th request's bytes
    static Result run(
            int port,
            int connections,
            double requestsPerSecond,
            int seconds,
            IntFunction<byte[]> requests)
            throws IOException {
        var run = new FixedRate(requestsPerSecond, seconds, requests);
        try (var selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                run.connections.add(new DrivenConnection(port, selector, i));
            }
            run.drive(selector);
        } finally {
            for (DrivenConnection connection : run.connections) {
                connection.close();
            }
        }
        return new Result(run.nanos, run.failures);
    }

    private void drive(Selector selector) throws IOException {
        start = System.nanoTime() + TICK_NANOS;
        long end = start + (long) (total * gapNanos) + PATIENCE_NANOS;
        int due = 0;
        int answered = 0;
        while (answered < total && System.nanoTime() < end) {
            selector.selectNow();
            for (SelectionKey key : selector.selectedKeys()) {
                answered += receive((DrivenConnection) key.attachment(), due);
            }
            selector.selectedKeys().clear();
            due = Math.min(total, due(System.nanoTime()));
            for (DrivenConnection connection : connections) {
                send(connection, due);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
        failures += total - answered;
    }

    /// How many requests should have been sent by now.
    private int due(long now) {
        return now < start ? 0 : (int) ((now - start) / gapNanos) + 1;
    }

    /// The next request of this connection, if it is due and the one before it was answered.
    private void send(DrivenConnection connection, int due) throws IOException {
        if (connection.idle() && connection.next() < due) {
            connection.send(requests.apply(connection.next()), connections.size());
        }
    }

    private int receive(DrivenConnection connection, int due) throws IOException {
        if (!connection.receive()) {
            return 0;
        }
        long late = System.nanoTime() - start - (long) (connection.current() * gapNanos);
        nanos.recordValue(Math.clamp(late, 0, MAX_NANOS));
        failures += connection.status() == 200 ? 0 : 1;
        send(connection, due);
        return 1;
    }
}
