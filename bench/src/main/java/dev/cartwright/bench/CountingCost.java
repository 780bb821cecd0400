package dev.cartwright.bench;

import dev.cartwright.limit.Allowance;
import dev.cartwright.limit.Quotas;
import dev.cartwright.limit.RateLimits;
import dev.cartwright.log.Redaction;
import dev.cartwright.usage.Call;
import dev.cartwright.usage.UsageCounter;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.function.IntConsumer;

/// What it costs to count a call and to hold it against a limit, in CPU of the thread that does it.
final class CountingCost {
    private static final int KEYS = 4;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final String[] ROUTES = {
        "/cocart/v2/session/{key}",
        "/cocart/v2/sessions",
        "/cocart/v2/session/{key}/items",
        "/cocart/v2/sessions/{key}"
    };
    private static final int[] STATUSES = {200, 200, 200, 404};
    private static final String CLIENT =
            "WooCommerce API Client-Node.js/1.0.2 (a name as long as many of them are)";

    private CountingCost() {}

    record Result(double countedMicros, double limitedMicros) {}

    /// The same loop without counting is taken off.
    static Result measure(int calls) {
        var counter = new UsageCounter(Clock.systemUTC(), Redaction::mask);
        var limits = new RateLimits(new Quotas(Integer.MAX_VALUE, 0, 0, false), Clock.systemUTC());
        long[] sum = new long[1];
        IntConsumer bare = i -> sum[0] += call(i).micros();
        IntConsumer counting = i -> counter.count(call(i));
        IntConsumer limiting =
                i -> {
                    if (limits.call(call(i).keyId(), null, 1) instanceof Allowance.Exceeded) {
                        throw new IllegalStateException("a limit was met");
                    }
                };
        for (IntConsumer work : new IntConsumer[] {bare, counting, limiting}) {
            micros(work, calls / 5);
        }
        double floor = micros(bare, calls);
        double counted = micros(counting, calls) - floor;
        return new Result(counted, micros(limiting, calls) - floor);
    }

    private static Call call(int i) {
        return new Call(
                1 + i % KEYS,
                "GET",
                ROUTES[i / KEYS % ROUTES.length],
                STATUSES[i / KEYS % STATUSES.length],
                412,
                "192.0.2.1",
                copyOf(CLIENT),
                "0123456789abcdef");
    }

    /// As it comes from a socket: a text whose hash is not known yet.
    private static String copyOf(String text) {
        return new String(text.toCharArray());
    }

    private static double micros(IntConsumer work, int calls) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            work.accept(i);
        }
        return (threads.getCurrentThreadCpuTime() - before) / NANOS_PER_MICRO / calls;
    }
}
