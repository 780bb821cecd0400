package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.session.Session;
import dev.cartwright.session.Times;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/// Changes of single sessions inside a unit: row, contents, counters and event together.
///
/// @param handle of the unit
/// @param actor who does it
/// @param now the moment of the unit
/// @param lines see [Settlement#linesForWriting]
/// @param changed gets the key of every session that is touched
record SessionWrites(
        Handle handle, Actor actor, Instant now, Settlement.Lines lines, Set<CartKey> changed) {
    static SessionWrites in(Handle handle, Actor actor, Instant now, Set<CartKey> changed)
            throws SQLException {
        Settlement.Lines lines = Settlement.linesForWriting(handle, now.getEpochSecond());
        return new SessionWrites(handle, actor, now, lines, changed);
    }

    Session save(SessionContent content) throws SQLException {
        Optional<Session> old = SessionTable.lockLive(handle, content.key());
        return old.isPresent()
                ? replace(old.get(), keepActivity(old.get(), content), Event.Type.CART_UPDATED)
                : create(content, 0, Event.Type.CART_CREATED);
    }

    /// Only the shopper's own acts are activity.
    SessionContent keepActivity(Session old, SessionContent content) {
        if (actor.kind() == Actor.Kind.SHOPPER) {
            return content;
        }
        Times wanted = content.times();
        return content.with(
                new Times(
                        wanted.created(),
                        old.times().lastActivity(),
                        wanted.updated(),
                        wanted.expiry(),
                        wanted.estimated()));
    }

    /// @param id 0 for the next free one
    Session create(SessionContent content, long id, Event.Type type) throws SQLException {
        Session session = insert(content.row(id, 1), content);
        record(type, session);
        return session;
    }

    /// Without an event.
    ///
    /// @param row what is to be, with the id 0 for the next free one
    Session insert(Session row, SessionContent content) throws SQLException {
        long id = SessionTable.insert(handle, row, content.filled(), row.id(), lines);
        SessionParts.insert(handle, id, content);
        if (row.deletedAt() == null) {
            Counters.live(handle, row, 1);
        } else {
            Counters.trash(handle, 1);
        }
        changed.add(row.key());
        return row.withId(id);
    }

    Session replace(Session old, SessionContent content, Event.Type type) throws SQLException {
        Session session = update(old, content, old.version() + 1);
        record(type, session);
        return session;
    }

    /// Without an event.
    Session update(Session old, SessionContent content, long version) throws SQLException {
        Session session = content.row(old.id(), version);
        SessionUpdate.run(handle, old, session, content.filled(), lines);
        SessionParts.update(handle, old, content);
        Counters.live(handle, old, -1);
        Counters.live(handle, session, 1);
        changed.add(session.key());
        return session;
    }

    Optional<SessionRow.Found> trash(CartKey key) throws SQLException {
        Optional<SessionRow.Found> found = SessionTable.lockFound(handle, key);
        if (found.isPresent()) {
            moveToTrash(found.get().session());
        }
        return found;
    }

    void moveToTrash(Session session) throws SQLException {
        SessionTable.moveToTrash(handle, session.id(), now.truncatedTo(ChronoUnit.SECONDS));
        Counters.live(handle, session, -1);
        Counters.trash(handle, 1);
        record(Event.Type.CART_TRASHED, session);
    }

    Optional<SessionRow.Found> purge(CartKey key) throws SQLException {
        Optional<SessionRow.Found> found = SessionTable.lockFound(handle, key);
        if (found.isEmpty()) {
            found = SessionTable.lockNewestTrashed(handle, key);
        }
        if (found.isPresent()) {
            remove(found.get().session());
        }
        return found;
    }

    void remove(Session session) throws SQLException {
        discard(session);
        SessionImports.forget(handle, session);
        record(Event.Type.CART_PURGED, session);
    }

    /// Without an event, and with whatever was kept of a shop's rows.
    void discard(Session session) throws SQLException {
        SessionParts.delete(handle, session);
        ForeignTable.delete(handle, session.id());
        SessionTable.delete(handle, session.id());
        if (session.deletedAt() == null) {
            Counters.live(handle, session, -1);
        } else {
            Counters.trash(handle, -1);
        }
        changed.add(session.key());
    }

    /// What a restoration found; the caller decodes the body.
    sealed interface Outcome {
        record Restored(SessionRow.Found found) implements Outcome {}

        record KeyTaken() implements Outcome {}

        record NotFound() implements Outcome {}
    }

    Outcome restore(CartKey key) throws SQLException {
        Optional<SessionRow.Found> found = SessionTable.lockNewestTrashed(handle, key);
        if (found.isEmpty()) {
            return new Outcome.NotFound();
        }
        if (SessionTable.lockLive(handle, key).isPresent()) {
            return new Outcome.KeyTaken();
        }
        Session back = takeFromTrash(found.get().session().changed(null));
        return new Outcome.Restored(new SessionRow.Found(back, found.get().body()));
    }

    /// @param back as it is to be from now on; of what is in trash, only the end may differ
    Session takeFromTrash(Session back) throws SQLException {
        SessionTable.takeFromTrash(handle, back, lines);
        Counters.trash(handle, -1);
        Counters.live(handle, back, 1);
        record(Event.Type.CART_RESTORED, back);
        return back;
    }

    void record(Event.Type type, Session session) throws SQLException {
        changed.add(session.key());
        Events.append(handle, now, actor, type, session.id());
    }
}
