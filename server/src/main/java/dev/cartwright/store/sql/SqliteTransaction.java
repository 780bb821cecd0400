package dev.cartwright.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The writer's connection and its current transaction. Used by the writer's thread alone.
final class SqliteTransaction implements AutoCloseable {
    /// Ends a transaction so that it is on disk; a test puts a failing one in its place.
    @FunctionalInterface
    interface Commit {
        void run(Statement statement) throws SQLException;

        Commit TO_DISK = statement -> statement.execute("COMMIT");
    }

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Handle handle;
    private final Statement control;
    private final Commit commit;
    private final Tally group = new Tally();

    SqliteTransaction(Handle handle, Commit commit) throws SQLException {
        this.handle = handle;
        this.commit = commit;
        control = handle.connection().createStatement();
    }

    Handle handle() {
        return handle;
    }

    /// Another process may be writing. SQLite's own waiting sleeps up to 100 ms between two looks
    /// and would starve beside a busy server, which leaves the lock free for moments only.
    void begin() throws SQLException {
        group.clear();
        handle.tally().clear();
        handle.forgetLines();
        long deadline = System.nanoTime() + LONGEST_WAIT;
        while (true) {
            try {
                control.execute("BEGIN IMMEDIATE");
                return;
            } catch (SQLException e) {
                if (!SqliteFailures.isBusy(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /// Another number each time somebody else has written to the file; what this connection writes
    /// does not count. Not inside a transaction, which sees no other writer.
    long foreignVersion() throws SQLException {
        try (ResultSet row = control.executeQuery("PRAGMA data_version")) {
            row.next();
            return row.getLong(1);
        }
    }

    void savepoint() throws SQLException {
        control.execute("SAVEPOINT unit");
    }

    void release() throws SQLException {
        control.execute("RELEASE unit");
    }

    /// What the unit has counted is part of the transaction from here on.
    void keep() {
        group.addAll(handle.tally());
        handle.tally().clear();
    }

    /// Takes the unit back, and leaves the others of its group. After some failures, a full disk
    /// for one, SQLite has taken back all of them by itself.
    ///
    /// @throws SQLException the same failure, when nothing of the transaction is left
    void undo(Throwable failure) throws SQLException {
        handle.tally().clear();
        handle.forgetLines();
        try {
            control.execute("ROLLBACK TO unit");
            control.execute("RELEASE unit");
        } catch (SQLException e) {
            throw failure instanceof SQLException first ? first : e;
        }
    }

    void commit() throws SQLException {
        group.write(handle, 0);
        commit.run(control);
    }

    /// After a failure of the whole. SQLite may have rolled back by itself already.
    void rollback() {
        group.clear();
        handle.tally().clear();
        try {
            control.execute("ROLLBACK");
        } catch (SQLException _) {
            // no transaction is left to roll back; the caller reports the first failure
        }
    }

    @Override
    public void close() {
        try {
            control.close();
            handle.connection().close();
        } catch (SQLException e) {
            throw new StoreException("could not close the writer", e);
        }
    }
}
