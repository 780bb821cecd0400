package dev.cartwright.store.sql;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A unit of work on its way through the writer, and the caller who waits for it.
final class QueuedUnit<T extends @Nullable Object> {
    private final String what;
    private final @Nullable SqlWork<T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    QueuedUnit(String what, @Nullable SqlWork<T> work) {
        this.what = what;
        this.work = work;
    }

    /// Marks the end of the queue.
    static QueuedUnit<?> end() {
        return new QueuedUnit<@Nullable Void>("end", null);
    }

    boolean isEnd() {
        return work == null;
    }

    String what() {
        return what;
    }

    /// Without a way to take back this unit alone.
    ///
    /// @return false when it failed; the transaction is then of no use
    boolean runWithOthers(SqliteTransaction transaction) {
        if (work == null) {
            return true;
        }
        try {
            result = work.run(transaction.handle());
            transaction.keep();
            return true;
        } catch (SQLException | RuntimeException | Error _) {
            return false; // it runs again, and then tells its caller
        }
    }

    /// Behind a savepoint. A failure of the unit itself is kept for its caller; only one that
    /// breaks the whole transaction is thrown.
    void runApart(SqliteTransaction transaction) throws SQLException {
        if (work == null) {
            return;
        }
        transaction.savepoint();
        try {
            result = work.run(transaction.handle());
            transaction.release();
            transaction.keep();
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
            transaction.undo(e);
        }
    }

    /// The transaction is durable.
    void acknowledge() {
        done.countDown();
    }

    /// The transaction failed; the unit's own failure, if it had one, says more.
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        done.countDown();
    }

    /// Waits however long it takes: a write whose outcome nobody waits for could not be told from
    /// one that never happened.
    @SuppressWarnings("NullAway") // the result is there when there is no failure
    T await() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw asUnchecked(failure);
        }
        return result;
    }

    private RuntimeException asUnchecked(Throwable cause) {
        return switch (cause) {
            case SQLException e -> SqliteFailures.of(what, e);
            case Error e -> throw e;
            case RuntimeException e -> e;
            case Throwable e -> new StoreException(what, e);
        };
    }
}
