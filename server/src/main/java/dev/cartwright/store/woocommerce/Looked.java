package dev.cartwright.store.woocommerce;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was found out about a shop's tables. It is looked at anew each minute, since a plugin may
/// be installed or an index made while we run, and at once when a statement shows that it is wrong.
final class Looked<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Looked.class);
    private static final long FRESH = Duration.ofMinutes(1).toNanos();

    private final Supplier<T> look;
    private final LongSupplier doubts;
    private final LongSupplier nanos;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Found<T> found;

    private record Found<T>(T what, long doubts, long at) {}

    /// @param look may take a while, and fail
    /// @param doubts another number as soon as what was found may be wrong
    /// @param nanos as [System#nanoTime]
    Looked(Supplier<T> look, LongSupplier doubts, LongSupplier nanos) {
        this.look = look;
        this.doubts = doubts;
        this.nanos = nanos;
    }

    Looked(Supplier<T> look, WooDatabase shop) {
        this(look, shop::doubts, System::nanoTime);
    }

    /// Who comes while somebody looks goes by what was known before, where there is such a thing.
    T get() {
        Found<T> known = found;
        if (known == null) {
            return first();
        }
        if (!stale(known) || !looking.tryLock()) {
            return known.what;
        }
        try {
            return again(known);
        } finally {
            looking.unlock();
        }
    }

    private boolean stale(Found<T> known) {
        return known.doubts != doubts.getAsLong() || nanos.getAsLong() - known.at > FRESH;
    }

    private T first() {
        looking.lock();
        try {
            Found<T> known = found;
            return known == null ? look() : known.what;
        } finally {
            looking.unlock();
        }
    }

    /// What was known stays known when the shop cannot be reached.
    private T again(Found<T> known) {
        try {
            return look();
        } catch (RuntimeException e) { // whoever asks will meet the same failure, if it matters
            LOG.debug("the shop's tables could not be looked at again: {}", e.getMessage());
            return known.what;
        }
    }

    private T look() {
        long before = doubts.getAsLong();
        T what = look.get();
        found = new Found<>(what, before, nanos.getAsLong());
        return what;
    }

    /// The next one who asks waits for a new look.
    void forget() {
        found = null;
    }
}
