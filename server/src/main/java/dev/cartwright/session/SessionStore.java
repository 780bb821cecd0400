package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import java.util.List;
import java.util.Optional;

/// Keeps sessions. One implementation per database; each passes `SessionStoreContract`.
///
/// Safe for many threads. A write is durable when its method returns, and writes row, contents,
/// counters and event together or not at all. When the database fails, an unchecked exception says
/// what was attempted. A cart that cannot be decoded never breaks a list.
public interface SessionStore {
    /// The live session with this key.
    Optional<StoredSession> find(CartKey key);

    /// Rows without contents. Equal values by id, so that pages never overlap. A page past the end
    /// is empty and still tells the total. Totals are exact; filtered ones may be 2 seconds old.
    Page<Session> list(SessionFilter filter, SessionOrder order, PageRequest request);

    /// The contents for some rows of a list, in their order. A session that was purged since the
    /// list was made is left out. Lists call this for a few rows at a time, so that memory stays
    /// bounded however large the carts are.
    List<StoredSession> load(List<Session> rows);

    /// Creates the session, or replaces the live one with the same key.
    Session save(SessionDraft draft, Actor actor);

    /// [#save] for many, in one transaction; at most [Selection#MAX].
    List<Session> saveAll(List<SessionDraft> drafts, Actor actor);

    /// Takes over sessions from another system, in one transaction; at most [Selection#MAX].
    /// Idempotent, and never revives what was deleted here. One outcome per session, in order.
    List<ImportOutcome> importAll(List<ImportedSession> sessions, Actor actor);

    /// Moves the live session to trash and tells what it was before. Empty, and nothing happens,
    /// when no live session has this key.
    Optional<StoredSession> trash(CartKey key, Actor actor);

    /// Deletes for good: the live session, or else the newest in trash. Tells what it was.
    Optional<StoredSession> purge(CartKey key, Actor actor);

    /// Takes the newest session with this key out of trash.
    Restoration restore(CartKey key, Actor actor);

    /// Moves up to [Selection#MAX] sessions to trash, or deletes them for good; all in one
    /// transaction. A dry run tells the same figures and changes nothing.
    BulkOutcome deleteAll(Selection selection, boolean forGood, boolean dryRun, Actor actor);

    SessionCounts counts();
}
