package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves sessions between a shop's own tables and our trash.
///
/// Two databases are involved. So what is to happen is kept here, durably and with everything that
/// is needed to undo it, before the shop's rows are touched; then they are; then it is completed
/// here. What a crash left between stays [#open], and the shop's rows tell how far it came.
///
/// Any number of processes may share one trash. So everything that begins bears the name of the
/// work that it is part of, by which others tell whether somebody is still at it. Each
/// implementation passes `ForeignTrashContract`.
public interface ForeignTrash {
    /// The work of those who cannot be asked whether they are still at it. What is part of it
    /// counts as left alone after [#LEFT_ALONE].
    String NAMELESS = "";

    /// Much longer than any work takes; nothing but the clock tells.
    Duration LEFT_ALONE = Duration.ofMinutes(10);

    enum Kind {
        TRASH,
        /// Deletes for good: no copy stays after it is completed.
        PURGE,
        RESTORE
    }

    /// @param session as the shop had it
    /// @param rows all of the shop's rows of this cart
    record Deletion(StoredSession session, List<ForeignRow> rows) {
        public Deletion {
            rows = List.copyOf(rows);
        }
    }

    /// Something that has begun, and is neither completed nor dropped.
    ///
    /// @param ticket names it
    /// @param sessionId of the row in trash, for a restoration; 0 otherwise
    /// @param rows what is taken from the shop's tables, or put back
    record Pending(
            long ticket,
            Kind kind,
            CartKey key,
            long sessionId,
            StoredSession session,
            List<ForeignRow> rows,
            Actor actor) {
        public Pending {
            rows = List.copyOf(rows);
        }

        /// The same, put back with another end.
        public Pending expiring(Instant end) {
            var later = new StoredSession(session.session().expiring(end), session.document());
            return new Pending(ticket, kind, key, sessionId, later, rows, actor);
        }
    }

    /// In one transaction, at most [Selection#MAX]; one pending for each, in order.
    ///
    /// @param kind not [Kind#RESTORE]
    /// @param work whose name it is, or [#NAMELESS]
    List<Pending> prepare(Kind kind, List<Deletion> deletions, Actor actor, String work);

    /// The newest in trash with this key, with the rows it came from. Empty, and nothing is
    /// pending, when there is none, or when none of the shop's rows was kept with it.
    Optional<Pending> prepareRestoration(CartKey key, Actor actor, String work);

    /// The shop's rows are gone, or are there again. In one transaction: the row leaves the index
    /// for the trash with its contents, or vanishes, or leaves the trash for the index; with an
    /// event and an entry in the log of acts. In order, the sessions as they stand now (as they
    /// stood, when purged). One that was completed already is passed over.
    ///
    /// @param pending a restoration with the end that the shop's row has now
    /// @param fingerprints of the shop's rows as they are now, one for each; only restorations
    ///     need one
    List<Session> complete(List<Pending> pending, List<String> fingerprints);

    /// It did not happen; nothing is pending any more.
    void drop(List<Pending> pending);

    /// Names of the works that have begun and not ended, whether or not somebody is at them.
    List<String> works();

    /// By ticket, what is left of a work behind a ticket: at most [Selection#MAX], and no more than
    /// memory bears, but one where there is one.
    List<Pending> open(String work, long behind);
}
