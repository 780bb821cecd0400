package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.CurrencyTotals;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Deletes up to [Selection#MAX] sessions in one unit, the oldest first.
///
/// @param forGood or to trash
record BulkDeletion(Handle handle, boolean forGood, long now) {
    private static final Comparator<Session> OLDEST_FIRST =
            Comparator.comparing((Session session) -> session.times().created())
                    .thenComparingLong(Session::id);

    private record Chosen(List<Session> sessions, long remaining) {
        BulkOutcome outcome() {
            var totals = new CurrencyTotals();
            for (Session session : sessions) {
                totals.add(session.currencyCode(), session.minorUnit(), session.total());
            }
            return new BulkOutcome(sessions.size(), remaining, totals.list());
        }
    }

    BulkOutcome preview(Selection selection) throws SQLException {
        return choose(selection).outcome();
    }

    BulkOutcome run(Selection selection, SessionWrites writes) throws SQLException {
        Chosen chosen = choose(selection);
        var done = new ArrayList<Session>();
        for (Session session : chosen.sessions()) {
            if (delete(session, writes)) {
                done.add(session);
            }
        }
        return new Chosen(done, chosen.remaining()).outcome();
    }

    /// False when another writer was faster.
    private boolean delete(Session session, SessionWrites writes) throws SQLException {
        if (handle.dialect() == Dialect.POSTGRES) {
            boolean same =
                    SessionTable.lockById(handle, session.id())
                            .filter(row -> row.version() == session.version())
                            .isPresent();
            if (!same) {
                return false;
            }
        }
        if (forGood) {
            writes.remove(session);
        } else {
            writes.moveToTrash(session);
        }
        return true;
    }

    private Chosen choose(Selection selection) throws SQLException {
        return switch (selection) {
            case Selection.Keys(List<CartKey> keys) -> byKeys(keys);
            case Selection.Matching(SessionFilter filter, int _)
                    when filter.status() == Status.TRASH && !forGood ->
                    new Chosen(List.of(), 0); // they are there already
            case Selection.Matching(SessionFilter filter, int limit) -> matching(filter, limit);
        };
    }

    private Chosen byKeys(List<CartKey> keys) throws SQLException {
        var sessions = new ArrayList<Session>();
        for (CartKey key : new LinkedHashSet<>(keys)) {
            find(key).ifPresent(sessions::add);
        }
        sessions.sort(OLDEST_FIRST);
        return new Chosen(sessions, 0);
    }

    private Optional<Session> find(CartKey key) throws SQLException {
        Optional<Session> live = SessionTable.live(handle, key);
        return live.isPresent() || !forGood ? live : SessionTable.newestTrashed(handle, key);
    }

    private Chosen matching(SessionFilter filter, int limit) throws SQLException {
        var plan = new ListPlan(handle, filter, Limits.USUAL, now);
        var oldest = new Walk(SessionOrder.Field.CART_CREATED, false, null, 0, limit);
        List<Session> sessions = SessionLists.rows(handle, plan.ids(oldest));
        long all = sessions.size() < limit ? sessions.size() : plan.count();
        return new Chosen(sessions, all - sessions.size());
    }
}
