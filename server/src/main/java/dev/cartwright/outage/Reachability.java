package dev.cartwright.outage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Whether it is worth trying to connect. While a database is down, one caller at a time finds out
/// whether it still is; the others are told at once, since each would wait for nothing.
public final class Reachability {
    public static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long UP = Long.MIN_VALUE;

    /// When to try next, by `System.nanoTime()`.
    private final AtomicLong next = new AtomicLong(UP);

    /// @param longestAttempt after which somebody else may try
    public boolean worthTrying(long longestAttempt) {
        long until = next.get();
        if (until == UP) {
            return true;
        }
        long now = System.nanoTime();
        return now - until >= 0 && next.compareAndSet(until, now + longestAttempt);
    }

    public void reached() {
        if (next.get() != UP) {
            next.set(UP);
        }
    }

    /// A connection was lost: the next caller finds out whether that is all, and nobody waits with
    /// it.
    public void doubted() {
        next.compareAndSet(UP, System.nanoTime());
    }

    /// True when it was reached before.
    public boolean failed() {
        return next.getAndSet(System.nanoTime() + PAUSE_NANOS) == UP;
    }
}
