package dev.cartwright.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to a SQLite file. It takes what has queued up, runs it in a single
/// transaction, and tells the callers only after COMMIT: one sync to disk serves them all.
///
/// Units run one behind the other. When one fails, the transaction is taken back and its units run
/// once more, each behind a savepoint, so that the one that fails takes back its own changes and no
/// others; savepoints from the start would cost every write. When COMMIT fails, every unit of the
/// group has failed.
final class GroupCommitWriter implements AutoCloseable {
    private static final int MAX_GROUP = 256;
    private static final int MAX_QUEUE = 10_000;

    /// How often writes of other processes are looked for.
    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private final LinkedBlockingQueue<QueuedUnit<?>> queue = new LinkedBlockingQueue<>(MAX_QUEUE);
    private final ReentrantLock gate = new ReentrantLock();
    private final SqliteTransaction transaction;
    private final Runnable onForeignWrite;
    private final Thread thread;
    private long lookedAt = System.nanoTime();
    private long foreignVersion;
    private volatile boolean closed;

    /// @param onForeignWrite runs soon after another process has written; on the writer's thread
    GroupCommitWriter(SqliteTransaction transaction, Runnable onForeignWrite) throws SQLException {
        this.transaction = transaction;
        this.onForeignWrite = onForeignWrite;
        foreignVersion = transaction.foreignVersion();
        thread = Thread.ofPlatform().name("sqlite-writer").daemon(false).unstarted(this::drain);
    }

    void start() {
        thread.start();
    }

    <T extends @Nullable Object> T write(String what, SqlWork<T> work) {
        var unit = new QueuedUnit<T>(what, work);
        enqueue(unit);
        return unit.await();
    }

    /// The gate makes sure that nothing enters behind the end mark of [#close].
    private void enqueue(QueuedUnit<?> unit) {
        gate.lock();
        try {
            if (closed) {
                throw new StoreException(unit.what() + ": the database is closed");
            }
            queue.put(unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(unit.what(), e);
        } finally {
            gate.unlock();
        }
    }

    private void drain() {
        var group = new ArrayList<QueuedUnit<?>>(MAX_GROUP);
        boolean open = true;
        while (open) {
            take(group);
            lookIfDue();
            if (!group.isEmpty() && !group.getFirst().isEnd()) {
                commit(group);
            }
            open = group.stream().noneMatch(QueuedUnit::isEnd);
            group.clear();
        }
        transaction.close();
    }

    /// Takes nothing when nothing comes for a while.
    private void take(List<QueuedUnit<?>> group) {
        boolean taken = false;
        while (!taken) {
            try {
                QueuedUnit<?> first = queue.poll(LOOK_EVERY, TimeUnit.NANOSECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, MAX_GROUP - 1);
                }
                taken = true;
            } catch (InterruptedException _) {
                // only close() ends this thread: what is queued was promised to be written
            }
        }
    }

    /// Whether somebody else has written; when that cannot be told, somebody has.
    private void lookIfDue() {
        long now = System.nanoTime();
        if (now - lookedAt < LOOK_EVERY) {
            return;
        }
        lookedAt = now;
        long version;
        try {
            version = transaction.foreignVersion();
        } catch (SQLException _) {
            version = foreignVersion - 1;
        }
        if (version != foreignVersion) {
            foreignVersion = version;
            onForeignWrite.run();
        }
    }

    private void commit(List<QueuedUnit<?>> group) {
        try {
            transaction.begin();
            if (!runTogether(group)) {
                transaction.rollback();
                transaction.begin();
                for (QueuedUnit<?> unit : group) {
                    unit.runApart(transaction);
                }
            }
            transaction.commit();
        } catch (SQLException | RuntimeException | Error e) {
            transaction.rollback();
            group.forEach(unit -> unit.fail(e));
            return;
        }
        group.forEach(QueuedUnit::acknowledge);
    }

    /// Takes in what queues up meanwhile: callers who were just answered come back one by one, and
    /// one sync more for the first of them would keep the others waiting.
    ///
    /// @return false as soon as one fails
    private boolean runTogether(List<QueuedUnit<?>> group) {
        for (int i = 0; i < group.size(); i++) {
            if (!group.get(i).runWithOthers(transaction)) {
                return false;
            }
            if (i == group.size() - 1) {
                queue.drainTo(group, MAX_GROUP - group.size());
            }
        }
        return true;
    }

    /// Finishes what is queued, then ends the thread and its connection.
    @Override
    public void close() {
        gate.lock();
        try {
            if (!closed) {
                closed = true;
                queue.put(QueuedUnit.end());
            }
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("could not wait for the last writes", e);
        } finally {
            gate.unlock();
        }
    }
}
