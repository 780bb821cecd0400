package dev.cartwright.audit;

import dev.cartwright.audit.AuditStore.Open;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Seals what was done, soon after it was done. Several may work on one database: each seal has one
/// successor, and who comes second begins anew.
public final class Sealer implements AutoCloseable {
    /// How long entries may wait, so that all are sealed within a second.
    private static final Duration EVERY = Duration.ofMillis(300);

    private static final int BATCH = 1000;

    private final AuditStore store;
    private final Chain chain;
    private final InstantSource clock;
    private final Consumer<RuntimeException> onFailure;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Thread working;

    /// @param onFailure hears when the background work failed; it is tried again
    public Sealer(
            AuditStore store,
            Chain chain,
            InstantSource clock,
            Consumer<RuntimeException> onFailure) {
        this.store = store;
        this.chain = chain;
        this.clock = clock;
        this.onFailure = onFailure;
    }

    /// Works in the background until [#close].
    public void start() {
        working = Thread.ofVirtual().name("audit-sealer").start(this::work);
    }

    private void work() {
        try {
            do {
                sealOrTell();
            } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    private void sealOrTell() {
        try {
            sealAll();
        } catch (RuntimeException e) { // the edge of a job's run
            onFailure.accept(e);
        }
    }

    /// Seals everything that can be sealed now.
    public void sealAll() {
        int found;
        do {
            found = sealBatch();
        } while (found == BATCH);
    }

    private int sealBatch() {
        Open open = store.open(BATCH);
        List<Entry> entries = open.entries();
        Place reached = entries.isEmpty() ? open.restart() : entries.getLast().place();
        if (reached != null) {
            long now = clock.instant().getEpochSecond();
            store.append(chain.next(open.head(), entries, reached, now));
        }
        return entries.size();
    }

    /// Ends the background work; what is still open is sealed by whoever comes next.
    @Override
    public void close() {
        closed.countDown();
        Thread thread = working;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
