package dev.cartwright.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits, and measures how long things take; tests put their own in.
@FunctionalInterface
public interface Sleeper {
    /// Pauses the calling thread.
    void sleep(Duration pause) throws InterruptedException;

    /// A clock that only goes forward.
    default long nanoTime() {
        return System.nanoTime();
    }

    /// The real one.
    static Sleeper system() {
        return pause -> TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
}
