package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.SessionChanges;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Passes on what changed in one database: first to the stores that keep something of it, then to
/// those who keep what they made of it.
final class Changes implements SessionChanges {
    private final boolean complete;
    private final List<Runnable> stores = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /// @param complete whether writes of other processes are told too
    Changes(boolean complete) {
        this.complete = complete;
    }

    @Override
    public boolean complete() {
        return complete;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// @param lookAgain runs when another process wrote something; it does not fail
    void refresh(Runnable lookAgain) {
        stores.add(lookAgain);
    }

    void sessions(Collection<CartKey> keys) {
        for (Listener listener : listeners) {
            keys.forEach(listener::changed);
        }
    }

    /// Something that answers show beside sessions was written by this process.
    void anything() {
        listeners.forEach(Listener::anythingChanged);
    }

    /// Another process, or another handle on the same file, has written.
    void foreign() {
        stores.forEach(Runnable::run);
        anything();
    }
}
