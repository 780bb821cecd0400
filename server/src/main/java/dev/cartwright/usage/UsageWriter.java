package dev.cartwright.usage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes what was counted once a minute and at the end, and forgets what is old. A server that is
/// killed loses the calls of a minute at most.
public final class UsageWriter implements AutoCloseable {
    static final Duration EVERY = Duration.ofMinutes(1);

    /// Longer than the hour that is asked for.
    static final Duration MINUTES_KEPT = Duration.ofHours(2);

    static final int DAYS_KEPT = 400;

    private static final int FORGOTTEN_AT_A_TIME = 500;

    /// What is left is forgotten at the next time.
    private static final int MAX_STEPS = 200;

    private final UsageCounter counter;
    private final UsageStore store;
    private final InstantSource clock;
    private final Duration every;
    private final Consumer<RuntimeException> onFailure;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread writing;

    /// @param onFailure hears when writing failed; the counts are kept for the next time
    public UsageWriter(
            UsageCounter counter,
            UsageStore store,
            InstantSource clock,
            Consumer<RuntimeException> onFailure) {
        this(counter, store, clock, EVERY, onFailure);
    }

    UsageWriter(
            UsageCounter counter,
            UsageStore store,
            InstantSource clock,
            Duration every,
            Consumer<RuntimeException> onFailure) {
        this.counter = counter;
        this.store = store;
        this.clock = clock;
        this.every = every;
        this.onFailure = onFailure;
    }

    public void start() {
        writing = Thread.ofVirtual().name("usage").start(this::run);
    }

    /// At a fixed rate, so that the time it takes does not add up.
    private void run() {
        try {
            long next = System.nanoTime() + every.toNanos();
            while (!closed.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                writeAndForget();
                next = Math.max(next + every.toNanos(), System.nanoTime());
            }
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    /// The edge of a job's run.
    void writeAndForget() {
        try {
            counter.write(store);
            forget();
        } catch (RuntimeException e) {
            onFailure.accept(e);
        }
    }

    private void forget() {
        long now = clock.millis();
        long firstDay = Time.day(now) - DAYS_KEPT;
        long firstMinute = Time.minute(now) - MINUTES_KEPT.toMinutes();
        boolean more = true;
        for (int step = 0; more && step < MAX_STEPS; step++) {
            more = store.forget(firstDay, firstMinute, FORGOTTEN_AT_A_TIME);
        }
    }

    /// Writes what is left.
    @Override
    public void close() {
        closed.countDown();
        Thread thread = writing;
        if (thread == null) {
            return;
        }
        writing = null;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        writeAndForget();
    }
}
