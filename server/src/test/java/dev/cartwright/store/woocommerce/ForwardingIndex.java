package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionIndex;
import java.util.List;
import java.util.Optional;

/// Another index, in front of whose steps something may happen.
class ForwardingIndex implements SessionIndex {
    private final SessionIndex real;

    ForwardingIndex(SessionIndex real) {
        this.real = real;
    }

    @Override
    public List<Session> put(List<ImportedSession> seen) {
        return real.put(seen);
    }

    @Override
    public Session save(ImportedSession written, Actor actor) {
        return real.save(written, actor);
    }

    @Override
    public int remove(List<CartKey> gone) {
        return real.remove(gone);
    }

    @Override
    public List<Known> known(List<CartKey> keys) {
        return real.known(keys);
    }

    @Override
    public List<Mark> marks(String origin, long afterRowId, int limit) {
        return real.marks(origin, afterRowId, limit);
    }

    @Override
    public State state() {
        return real.state();
    }

    @Override
    public void doubt() {
        real.doubt();
    }

    @Override
    public Optional<Loading> load() {
        return real.load();
    }
}
