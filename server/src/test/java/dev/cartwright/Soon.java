package dev.cartwright;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what others do in their own time.
///
/// The patience is far longer than anything takes, since a machine that is busy with something else
/// must not make a test fail. What must be quick is measured by [#quickest].
public final class Soon {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TRIES = 20;
    private static final long PAUSE_MILLIS = 2;

    private Soon() {}

    /// Returns when the claim holds, and fails when it never does.
    ///
    /// @param what names the claim in a failure
    public static void await(String what, BooleanSupplier claim) {
        await(() -> what, claim);
    }

    /// As the other, with a text that is only made for a failure.
    public static void await(Supplier<String> what, BooleanSupplier claim) {
        long start = System.nanoTime();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("not even in " + PATIENCE + ": " + what.get());
            }
            pause();
        }
    }

    /// Tries again until one try was as quick as it must be. One is enough: what another keeps busy
    /// now and then passes, and what is slow by itself is slow each time.
    ///
    /// @param limit for the time between the return of `act` and the first time that `seen` holds
    /// @param act begins a try, right after the one before was seen, and says what to look for
    public static <T> void quickest(Duration limit, Supplier<T> act, Predicate<T> seen) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && best > limit.toNanos(); i++) {
            T wanted = act.get();
            long start = System.nanoTime();
            await("try " + i, () -> seen.test(wanted));
            best = Math.min(best, System.nanoTime() - start);
        }
        if (best > limit.toNanos()) {
            throw new AssertionError(
                    "the quickest of %d tries took %s".formatted(TRIES, Duration.ofNanos(best)));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
