package dev.cartwright.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Load at a fixed rate, whatever the server does: a request that has to wait for its connection
/// counts from the moment it was due, so that no stall is overlooked.
final class FixedRate {
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(1);

    private FixedRate() {}

    record Result(Histogram nanos, long failures) {
        double percentileMillis(double percentile) {
            return nanos.getValueAtPercentile(percentile) / 1e6;
        }
    }

    /// @param requestsPerSecond over all connections together
    /// @param requests the n-th request's bytes
    static Result run(
            int port,
            int connections,
            double requestsPerSecond,
            int seconds,
            IntFunction<byte[]> requests)
            throws InterruptedException {
        var histogram = new ConcurrentHistogram(MAX_NANOS, 3);
        var failures = new LongAdder();
        long interval = (long) (1e9 * connections / requestsPerSecond);
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            int first = i;
            long offset = interval * i / connections;
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (var connection = new HttpConnection(port)) {
                                            drive(
                                                    connection,
                                                    first,
                                                    connections,
                                                    start + offset,
                                                    interval,
                                                    end,
                                                    requests,
                                                    histogram,
                                                    failures);
                                        } catch (IOException _) {
                                            failures.increment();
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Result(histogram, failures.sum());
    }

    private static void drive(
            HttpConnection connection,
            int first,
            int step,
            long start,
            long interval,
            long end,
            IntFunction<byte[]> requests,
            Histogram histogram,
            LongAdder failures)
            throws IOException {
        int number = first;
        for (long due = start; due < end; due += interval) {
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            if (connection.exchange(requests.apply(number)).status() != 200) {
                failures.increment();
            }
            histogram.recordValue(Math.min(MAX_NANOS, System.nanoTime() - due));
            number += step;
        }
    }
}
