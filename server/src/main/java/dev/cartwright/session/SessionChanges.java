package dev.cartwright.session;

import dev.cartwright.cart.CartKey;

/// Tells those who keep answers about sessions when what they keep may be out of date.
public interface SessionChanges {
    /// Called on the thread of a writer, so it does little and does not fail.
    interface Listener {
        /// A session with this key may look different from now on.
        void changed(CartKey key);

        /// Any session may: the shop or its users changed, or another process wrote something.
        void anythingChanged();
    }

    /// Whether every change is told, those of other processes within a second. Where not, nothing
    /// may be kept.
    boolean complete();

    /// From now on the listener hears of changes: of this process's own when they are durable and
    /// before the one who wrote is told.
    void listen(Listener listener);
}
