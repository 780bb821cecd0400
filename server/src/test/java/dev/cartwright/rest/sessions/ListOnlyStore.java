package dev.cartwright.rest.sessions;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionCounts;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.StoredSession;
import java.util.List;
import java.util.Optional;

/// A store that can only be listed.
abstract class ListOnlyStore implements SessionStore {
    @Override
    public Optional<StoredSession> find(CartKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session save(SessionDraft draft, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Session> saveAll(List<SessionDraft> drafts, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ImportOutcome> importAll(List<ImportedSession> sessions, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredSession> trash(CartKey key, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<StoredSession> purge(CartKey key, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Restoration restore(CartKey key, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BulkOutcome deleteAll(
            Selection selection, boolean forGood, boolean dryRun, Actor actor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SessionCounts counts() {
        throw new UnsupportedOperationException();
    }
}
