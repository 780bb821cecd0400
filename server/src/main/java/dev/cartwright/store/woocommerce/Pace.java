package dev.cartwright.store.woocommerce;

import java.util.concurrent.TimeUnit;

/// How long to pause between looks at another's database: never so short that looking takes more
/// than a fiftieth of a core there, as long as a look takes us longer than it takes that database.
///
/// For one thread.
final class Pace {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int PAUSES_PER_LOOK = 49;

    /// One look in a few may take longer without being followed by a long pause.
    private final long[] costs = new long[3];

    private int next;
    private boolean failed;

    void spent(long nanos) {
        costs[next++ % costs.length] = nanos;
        failed = false;
    }

    void failed() {
        failed = true;
    }

    /// In nanoseconds.
    long pause() {
        if (failed) {
            return AFTER_FAILURE;
        }
        long least = Long.MAX_VALUE;
        for (long cost : costs) {
            least = Math.min(least, cost);
        }
        return Math.max(SHORTEST, least * PAUSES_PER_LOOK);
    }
}
