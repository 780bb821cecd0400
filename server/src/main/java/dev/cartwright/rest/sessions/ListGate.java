package dev.cartwright.rest.sessions;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Lets only so many carts be in memory for lists at a time, whoever asks. Who comes first is
/// served first; who would wait too long is sent away.
public final class ListGate {
    /// What a server with 256 MB bears when every cart is as large as a request may be.
    public static final int DEFAULT_CARTS = 64;

    public static final Duration DEFAULT_WAIT = Duration.ofSeconds(20);

    private final int carts;
    private final Duration wait;
    private final Semaphore free;

    /// @param carts in flight at most, over all callers
    /// @param wait how long a list may wait for its turn
    public ListGate(int carts, Duration wait) {
        if (carts < 1) {
            throw new IllegalArgumentException("a list needs room for at least one cart");
        }
        this.carts = carts;
        this.wait = wait;
        this.free = new Semaphore(carts, true);
    }

    /// Room for some carts, or for as many as there are at all; empty when there was none in time.
    Optional<Pass> enter(int wanted) {
        int taken = Math.min(wanted, carts);
        try {
            boolean free = this.free.tryAcquire(taken, wait.toNanos(), TimeUnit.NANOSECONDS);
            return free ? Optional.of(new Pass(taken)) : Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Carts that may be loaded now, for a gauge.
    public int free() {
        return free.availablePermits();
    }

    /// Seconds after which trying again makes sense.
    int retryAfterSeconds() {
        return (int) Math.max(1, wait.toSeconds() / 2);
    }

    /// Room in memory; given back once, however often it is closed.
    final class Pass implements AutoCloseable {
        private final int carts;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Pass(int carts) {
            this.carts = carts;
        }

        /// How many carts may be in memory at a time.
        int carts() {
            return carts;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                free.release(carts);
            }
        }
    }
}
