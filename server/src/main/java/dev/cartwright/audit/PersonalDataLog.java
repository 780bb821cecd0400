package dev.cartwright.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts uses of personal data in memory and writes them down in the background, every few seconds
/// and when much is waiting.
///
/// Callers never wait for the store. When it takes nothing any more, single carts are counted
/// together, so that memory stays bounded and no use goes uncounted.
public final class PersonalDataLog implements PersonalDataRecord, AutoCloseable {
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(8);

    /// So many waiting counts are written down early.
    static final int MANY = 50_000;

    /// Above this, carts are no longer told apart.
    static final int TOO_MANY = 4 * MANY;

    /// In one transaction, so that other writers get their turn.
    private static final int STEP = 500;

    private final PersonalDataStore store;
    private final InstantSource clock;
    private final Consumer<RuntimeException> onFailure;
    private final ConcurrentHashMap<Slot, Count> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final ReentrantLock flushing = new ReentrantLock();
    private volatile boolean closed;
    private volatile @Nullable Thread working;

    private record Slot(long minute, long keyId, String route, long cartId, String filters) {}

    private record Count(long calls, long carts) {
        Count plus(Count other) {
            return new Count(calls + other.calls, carts + other.carts);
        }
    }

    private static final Count ONE = new Count(1, 1);

    /// @param onFailure hears when nothing could be written; it is tried again
    public PersonalDataLog(
            PersonalDataStore store, InstantSource clock, Consumer<RuntimeException> onFailure) {
        this.store = store;
        this.clock = clock;
        this.onFailure = onFailure;
    }

    /// Writes in the background until [#close].
    public void start() {
        working = Thread.ofVirtual().name("personal-data-log").start(this::work);
    }

    @Override
    public void saw(long keyId, String route, long cartId) {
        long told = size.get() < TOO_MANY ? cartId : 0;
        add(new Slot(minute(), keyId, route, told, ""), ONE);
    }

    @Override
    public void listed(long keyId, String route, String filters, long carts) {
        add(new Slot(minute(), keyId, route, 0, filters), new Count(1, carts));
    }

    private long minute() {
        return Math.floorDiv(clock.instant().getEpochSecond(), 60L);
    }

    private void add(Slot slot, Count count) {
        Count now = waiting.merge(slot, count, Count::plus);
        // a sum has more calls than what was added: this one is new
        if (now.calls == count.calls && size.incrementAndGet() == MANY) {
            LockSupport.unpark(working);
        }
    }

    private void work() {
        while (!closed) {
            long deadline = System.nanoTime() + FLUSH_EVERY.toNanos();
            while (!closed && size.get() < MANY && deadline - System.nanoTime() > 0) {
                LockSupport.parkNanos(deadline - System.nanoTime());
            }
            boolean written = flushOrTell();
            if (!written && !closed) {
                LockSupport.parkNanos(FLUSH_EVERY.toNanos());
            }
        }
    }

    private boolean flushOrTell() {
        try {
            flush();
            return true;
        } catch (RuntimeException e) { // the edge of a job's run
            onFailure.accept(e);
            return false;
        }
    }

    /// Writes down what is waiting. What cannot be written waits on.
    public void flush() {
        flushing.lock();
        try {
            var step = new ArrayList<PersonalDataUse>(STEP);
            for (Slot slot : waiting.keySet()) {
                take(slot, step);
                if (step.size() == STEP) {
                    write(step);
                }
            }
            write(step);
        } finally {
            flushing.unlock();
        }
    }

    private void take(Slot slot, List<PersonalDataUse> step) {
        Count count = waiting.remove(slot);
        if (count != null) {
            size.decrementAndGet();
            step.add(
                    new PersonalDataUse(
                            slot.minute,
                            slot.keyId,
                            slot.route,
                            slot.cartId,
                            slot.filters,
                            count.calls,
                            count.carts));
        }
    }

    private void write(List<PersonalDataUse> step) {
        if (step.isEmpty()) {
            return;
        }
        try {
            store.add(step);
        } catch (RuntimeException e) {
            step.forEach(this::putBack);
            throw e;
        }
        step.clear();
    }

    private void putBack(PersonalDataUse use) {
        add(
                new Slot(use.minute(), use.keyId(), use.route(), use.cartId(), use.filters()),
                new Count(use.calls(), use.carts()));
    }

    /// How many counts are waiting.
    int waiting() {
        return size.get();
    }

    /// Ends the background work and writes down the rest.
    @Override
    public void close() {
        closed = true;
        Thread thread = working;
        if (thread != null) {
            LockSupport.unpark(thread);
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        flushOrTell();
    }
}
