package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionIndex;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Fills the index in large steps, between which other writers have their turn.
final class IndexLoading implements SessionIndex.Loading {
    /// Carts in one step.
    private static final int STEP = 4_000;

    /// Instead of a number: there is nothing to fill.
    private static final long COMPLETE = 0;

    private final Database database;
    private final Claim claim;
    private final long filling;
    private final List<IndexWrites.Seen> waiting = new ArrayList<>(STEP);
    private final LateEntries late = new LateEntries(this::step);
    private @Nullable FutureTask<Boolean> running;
    private boolean finished;
    private boolean closed;

    /// Whether a key or number was found taken. Only steps look at it, one after the other.
    private boolean careful;

    private IndexLoading(Database database, Claim claim, long filling) {
        this.database = database;
        this.claim = claim;
        this.filling = filling;
    }

    /// Empty when the one who had the claim before has filled it.
    ///
    /// @param claim closed with the loading, or when there is none
    static Optional<SessionIndex.Loading> begin(Database database, Claim claim) {
        boolean begun = false;
        try {
            long filling = number(database);
            if (filling == COMPLETE) {
                return Optional.empty();
            }
            var loading = new IndexLoading(database, claim, filling);
            loading.empty();
            begun = true;
            return Optional.of(loading);
        } finally {
            if (!begun) {
                claim.close();
            }
        }
    }

    private static long number(Database database) {
        return database.write(
                "could not begin to fill the index",
                handle -> {
                    if (IndexState.of(handle).complete()) {
                        return COMPLETE;
                    }
                    long others = ForeignTable.countOthers(handle);
                    if (others > 0) {
                        throw new StoreException(
                                "the database holds %d carts of its own; an attached shop"
                                                .formatted(others)
                                        + " needs one for itself");
                    }
                    DroppedIndexes.drop(handle);
                    return IndexState.begin(handle);
                });
    }

    private void empty() {
        try {
            new IndexEmptying(database, filling).run();
            long now = database.clock().instant().getEpochSecond();
            database.write(
                    "could not begin to fill the index",
                    handle -> {
                        IndexState.check(handle, filling);
                        Settlement.begin(handle, now);
                        return filling;
                    });
        } finally {
            database.changes().anything();
        }
    }

    @Override
    public long filling() {
        return filling;
    }

    @Override
    public void add(List<ImportedSession> some) {
        if (finished) {
            throw new IllegalStateException("the index is filled");
        }
        for (ImportedSession one : some) {
            waiting.add(IndexWrites.Seen.of(one));
            if (waiting.size() == STEP) {
                flush();
            }
        }
    }

    /// While one step is written, the caller makes the next.
    private void flush() {
        await();
        List<IndexWrites.Seen> some = List.copyOf(waiting);
        waiting.clear();
        var writing =
                new FutureTask<>(
                        () -> {
                            write(some);
                            return true;
                        });
        Thread.ofVirtual().name("index-filling").start(writing);
        running = writing;
    }

    private void await() {
        FutureTask<Boolean> writing = running;
        if (writing == null) {
            return;
        }
        running = null;
        try {
            writing.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("could not fill the index", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new StoreException("could not fill the index", e);
            }
        }
    }

    private void write(List<IndexWrites.Seen> some) {
        if (some.isEmpty()) {
            return;
        }
        for (BulkInsert.Row row : inserted(some)) {
            late.add(row.session().id(), row.seen().place().fingerprint(), row.seen().content());
        }
        late.writeIfMany();
    }

    /// Keys and numbers are taken for free until one of them is not: to look each up would cost a
    /// tenth of all.
    private List<BulkInsert.Row> inserted(List<IndexWrites.Seen> some) {
        boolean numbered = some.stream().allMatch(one -> one.wished() > 0);
        if (numbered && !careful) {
            try {
                return insert(some, BulkInsert::runUnknown);
            } catch (StoreException e) {
                if (!database.dialect().saysDuplicate(e)) {
                    throw e;
                }
                careful = true;
            }
        }
        return insert(some, BulkInsert::run);
    }

    @FunctionalInterface
    private interface Inserting {
        List<BulkInsert.Row> run(BulkInsert insert, List<IndexWrites.Seen> some)
                throws SQLException;
    }

    private List<BulkInsert.Row> insert(List<IndexWrites.Seen> some, Inserting inserting) {
        Instant now = database.clock().instant();
        var changed = new LinkedHashSet<CartKey>();
        return step(
                handle -> {
                    var writes = SessionWrites.in(handle, Actor.SYSTEM, now, changed);
                    return inserting.run(new BulkInsert(writes, new IndexWrites(writes)), some);
                });
    }

    private <T> T step(SqlWork<T> step) {
        return database.write(
                "could not fill the index",
                handle -> {
                    IndexState.check(handle, filling);
                    return step.run(handle);
                });
    }

    @Override
    public void finish() {
        flush();
        await();
        late.write();
        DroppedIndexes.restore(database);
        database.write(
                "could not finish the index",
                handle -> {
                    IndexState.check(handle, filling);
                    IndexState.finish(handle, filling);
                    if (handle.dialect() == Dialect.POSTGRES) {
                        analyze(handle);
                    }
                    return filling;
                });
        finished = true;
        database.changes().anything();
    }

    /// What the planner assumes of an empty table makes it choose badly for a full one.
    private static void analyze(Handle handle) throws SQLException {
        try (Statement statement = handle.connection().createStatement()) {
            statement.execute(
                    "ANALYZE session, session_document, session_product, session_word,"
                            + " session_foreign");
        }
    }

    /// What was not written yet is not: the next filling begins anew.
    @Override
    public void close() {
        if (closed) {
            return; // the claim may be another's by now
        }
        closed = true;
        try (claim) {
            waiting.clear();
            if (!finished) {
                finished = true;
                giveUp();
            }
        }
    }

    private void giveUp() {
        try {
            await();
        } finally {
            DroppedIndexes.restore(database);
        }
    }
}
