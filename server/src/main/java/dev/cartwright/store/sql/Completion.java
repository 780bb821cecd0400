package dev.cartwright.store.sql;

import dev.cartwright.event.Event;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.Session;
import java.sql.SQLException;
import java.util.Optional;

/// Does with the index and the trash what has been done in the shop's tables. Since the shop lived
/// on meanwhile, the index may have lost the cart, or know a newer one of the same key.
///
/// @param content of the session as the shop had it, whole
/// @param fingerprint of the shop's row as it is now, for a restoration
record Completion(
        SessionWrites writes,
        ForeignTrash.Pending pending,
        SessionContent content,
        String fingerprint) {

    /// Empty when it was done already.
    Optional<Session> run() throws SQLException {
        return switch (pending.kind()) {
            case TRASH -> Optional.of(trash());
            case PURGE -> Optional.of(purge());
            case RESTORE -> restore();
        };
    }

    private Session trash() throws SQLException {
        Optional<Session> live = liveRow();
        Session row = live.isPresent() ? moveToTrash(live.get()) : insertIntoTrash();
        ForeignRows.delete(handle(), ForeignRows.Keeper.TRASH, row.id());
        ForeignRows.insert(handle(), ForeignRows.Keeper.TRASH, row.id(), pending.rows());
        return row;
    }

    private Session moveToTrash(Session live) throws SQLException {
        Session whole = writes.update(live, content, live.version());
        writes.moveToTrash(whole);
        return whole.changed(writes.now());
    }

    private Session insertIntoTrash() throws SQLException {
        Session before = pending.session().session();
        long id = IndexWrites.freeNumber(handle(), before.id());
        Session trashed = content.row(id, before.version()).changed(writes.now());
        Session row = writes.insert(trashed, content);
        SessionImports.skipNumbersTo(handle(), id);
        if (!pending.rows().isEmpty()) {
            ForeignTable.set(handle(), id, firstPlace());
        }
        writes.record(Event.Type.CART_TRASHED, row);
        return row;
    }

    private Session purge() throws SQLException {
        Optional<Session> live = liveRow();
        if (live.isPresent()) {
            writes.remove(live.get());
            return live.get();
        }
        Session before = pending.session().session();
        writes.record(Event.Type.CART_PURGED, before);
        return before;
    }

    /// The index's row of this very cart, and not of one that came after it.
    private Optional<Session> liveRow() throws SQLException {
        Optional<Session> live = SessionTable.lockLive(handle(), pending.key());
        if (live.isEmpty()) {
            return live;
        }
        Optional<ForeignTable.Place> place = ForeignTable.find(handle(), live.get().id());
        return place.isPresent() && pending.rows().stream().noneMatch(row -> is(place.get(), row))
                ? Optional.empty()
                : live;
    }

    private static boolean is(ForeignTable.Place place, ForeignRow row) {
        return place.sameRow(row.origin(), row.rowId());
    }

    /// The index may have found the row already that was put back. What was learnt of its number
    /// stays, and the fingerprint is that of what we put back: if the row has changed since, the
    /// next look at it tells.
    private Optional<Session> restore() throws SQLException {
        Optional<Session> ours =
                SessionTable.lockById(handle(), pending.sessionId())
                        .filter(row -> row.key().equals(pending.key()));
        Session before = pending.session().session();
        if (ours.isPresent()
                && ours.get().deletedAt() == null
                && ours.get().version() > before.version()) {
            return Optional.empty(); // another restoration was faster
        }
        // its number may have been given to another when it was deleted for good
        Optional<Session> trashed =
                ours.filter(row -> row.expiring(before.times().expiry()).equals(before));
        Optional<Session> live = SessionTable.lockLive(handle(), pending.key());
        ForeignTable.Place place =
                trashed.isPresent()
                        ? ForeignTable.find(handle(), trashed.get().id()).orElse(firstPlace())
                        : firstPlace();
        long known = 0;
        if (live.isPresent()) {
            known = live.get().id();
            place = ForeignTable.find(handle(), live.get().id()).orElse(place);
            writes.discard(live.get());
        }
        Session back =
                trashed.isPresent() ? writes.takeFromTrash(before.changed(null)) : recreate(known);
        ForeignRows.delete(handle(), ForeignRows.Keeper.TRASH, back.id());
        ForeignTable.set(
                handle(),
                back.id(),
                new ForeignTable.Place(place.origin(), place.rowId(), fingerprint));
        return Optional.of(back);
    }

    /// It was deleted for good from the trash while the shop's row was put back.
    ///
    /// @param known the number under which the index has found it meanwhile, or 0
    private Session recreate(long known) throws SQLException {
        Session before = pending.session().session();
        long id = IndexWrites.freeNumber(handle(), known, before.id());
        Session row = writes.insert(content.row(id, before.version() + 1), content);
        SessionImports.skipNumbersTo(handle(), id);
        writes.record(Event.Type.CART_RESTORED, row);
        return row;
    }

    private ForeignTable.Place firstPlace() {
        ForeignRow first = pending.rows().getFirst();
        return new ForeignTable.Place(first.origin(), first.rowId(), "");
    }

    private Handle handle() {
        return writes.handle();
    }
}
