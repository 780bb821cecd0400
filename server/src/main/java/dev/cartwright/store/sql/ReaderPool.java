package dev.cartwright.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/// A fixed set of SQLite connections for reading. The one used last is used next: its cache and
/// statements are warm.
final class ReaderPool implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 30;

    private final List<Handle> all;
    private final LinkedBlockingDeque<Handle> free;
    private volatile boolean closed;

    ReaderPool(List<Handle> handles) {
        all = List.copyOf(handles);
        free = new LinkedBlockingDeque<>(handles);
    }

    Handle take(String what) {
        if (closed) {
            throw new StoreException(what + ": the database is closed");
        }
        Handle warm = free.pollFirst();
        return warm != null ? warm : await(what);
    }

    void giveBack(Handle handle) {
        free.addFirst(handle);
    }

    private Handle await(String what) {
        try {
            Handle handle = free.pollFirst(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (handle == null) {
                throw SqliteFailures.busy(null);
            }
            return handle;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(what, e);
        }
    }

    /// Waits for reads that are under way.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        var failures = new ArrayList<SQLException>();
        for (int i = 0; i < all.size(); i++) {
            Handle handle = await("could not close the database");
            try {
                handle.connection().close();
            } catch (SQLException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new StoreException("could not close a reader", failures.getFirst());
        }
    }
}
