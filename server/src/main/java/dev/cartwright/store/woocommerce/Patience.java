package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.Outage;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a step again after an outage of the shop's database, so that a long work does not begin
/// anew for it.
///
/// Safe for many threads.
///
/// @param stopped whether the work is to end
record Patience(BooleanSupplier stopped) {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /// A shop that was away for longer may be another one.
    private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

    /// @param step may be run again after it has failed half way
    /// @throws Outage the last one, when it lasts
    <T> T of(Supplier<T> step) {
        long begun = System.nanoTime();
        for (boolean told = false; ; told = true) {
            try {
                return step.get();
            } catch (Outage e) {
                if (stopped.getAsBoolean() || System.nanoTime() - begun > LONGEST_NANOS) {
                    throw e;
                }
                if (!told) {
                    LOG.warn("the index of the shop's carts waits: {}", e.getMessage());
                }
                pause(e);
            }
        }
    }

    private static void pause(Outage outage) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw outage;
        }
    }
}
