package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What lists know of sessions whose contents lie in a shop's own tables.
///
/// The rows stand among those of a [SessionStore] of the same database, which filters, orders and
/// counts them like any other. Each implementation passes `SessionIndexContract`.
///
/// Safe for many threads; a change is durable when its method returns.
public interface SessionIndex {
    /// An indexed live session.
    ///
    /// @param origin see [ImportedSession]
    /// @param fingerprint of the shop's row when it was last seen
    /// @param contents what was kept of a row that we wrote ourselves, whole; null where the shop's
    ///     row alone has the contents
    record Known(
            Session session, String origin, String fingerprint, @Nullable CartDocument contents) {}

    /// What a sweep over the shop's table compares.
    ///
    /// @param rowId the row's number there
    record Mark(long rowId, CartKey key, String fingerprint) {}

    /// Makes the index tell what these carts are now; at most [Selection#MAX], one transaction. The
    /// preferred id is the row's number there, and becomes the session's too where it is free. A
    /// live row of the same key is replaced whatever its origin, and its version rises; one with
    /// the same origin, number and fingerprint stays as it is. Contents are not kept. The shop
    /// acted, not we: no event, and no entry in the log of acts.
    ///
    /// @return the rows as they stand now, in the order of what was seen
    List<Session> put(List<ImportedSession> seen);

    /// [#put] for one row that we have written there ourselves: an act of the actor, and the
    /// contents are kept, since the shop's table may not hold all of them.
    Session save(ImportedSession written, Actor actor);

    /// Takes out live rows of these keys, which the shop has no longer. No event, no trash. Returns
    /// how many there were.
    int remove(List<CartKey> gone);

    /// Of these keys, those that are indexed and live, in no order; at most [Selection#MAX].
    List<Known> known(List<CartKey> keys);

    /// Live rows of one origin by their number there, after `afterRowId`.
    List<Mark> marks(String origin, long afterRowId, int limit);

    /// How the index is now.
    ///
    /// @param complete whether its last filling came to its end, and no other was asked for since
    ///     that began; else the index lacks carts, or is not to be trusted
    /// @param filling the number of the last one that began, in whatever process; it rises
    record State(boolean complete, long filling) {}

    State state();

    default boolean complete() {
        return state().complete();
    }

    /// Says that it is to be filled anew, by whoever keeps it; in this process or another. Until
    /// that begins the rows stay as they are. What is filled already is filled once more.
    void doubt();

    /// Empties the index, trash aside, and fills it anew, much faster than [#put] does. Lists are
    /// wrong until it is finished, so nobody may be given one.
    ///
    /// @return empty while somebody is at it, in this process or another, which the database knows
    ///     as long as he lives; and when it is complete
    Optional<Loading> load();

    /// One filling of the index, by one thread.
    interface Loading extends AutoCloseable {
        /// As in [State].
        long filling();

        /// As [#put], for keys that were not added before.
        void add(List<ImportedSession> some);

        /// From now on the index is [#complete], unless it was doubted since this began.
        void finish();

        /// Now another may fill it. Without [#finish] the index stays incomplete, and the next load
        /// begins anew.
        @Override
        void close();
    }
}
