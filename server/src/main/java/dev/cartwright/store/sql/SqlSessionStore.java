package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionCounts;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Sessions on SQLite or PostgreSQL.
///
/// Carts are encoded and decoded outside the database's transactions.
public final class SqlSessionStore implements SessionStore {
    /// How often a write also settles what expired meanwhile.
    private static final long SETTLE_EVERY = Duration.ofSeconds(5).toSeconds();

    private final Database database;
    private final CartDocumentCodec codec = new CartDocumentCodec();
    private final SessionLists lists;
    private final Limits limits;
    private final boolean indexed;
    private final AtomicLong settledAt = new AtomicLong();
    private final AtomicBoolean settling = new AtomicBoolean();

    public SqlSessionStore(Database database) {
        this(database, Limits.USUAL);
    }

    SqlSessionStore(Database database, Limits limits) {
        this(database, limits, false);
    }

    private SqlSessionStore(Database database, Limits limits, boolean indexed) {
        this.database = database;
        this.limits = limits;
        this.indexed = indexed;
        lists = new SessionLists(limits);
    }

    /// The same for carts of an attached shop: what is listed or counted while their index is
    /// incomplete is an [Outage], whichever process fills it.
    public SqlSessionStore indexed() {
        return new SqlSessionStore(database, limits, true);
    }

    @Override
    public Optional<StoredSession> find(CartKey key) {
        return database.readOnce(
                        "could not find a session", handle -> SessionTable.find(handle, key))
                .map(this::decoded);
    }

    @Override
    public Page<Session> list(SessionFilter filter, SessionOrder order, PageRequest request) {
        long now = now().getEpochSecond();
        Page<Session> page =
                listed(
                        "could not list sessions",
                        handle -> lists.page(handle, filter, order, request, now));
        if (filter.status() == Status.EXPIRED || filter.status() == Status.EXPIRING) {
            settleSoon(now);
        }
        return page;
    }

    @Override
    public List<StoredSession> load(List<Session> rows) {
        List<Long> ids = rows.stream().map(Session::id).toList();
        return database
                .read("could not load sessions", handle -> SessionLists.withBodies(handle, ids))
                .stream()
                .map(this::decoded)
                .toList();
    }

    @Override
    public Session save(SessionDraft draft, Actor actor) {
        SessionContent content = SessionContent.of(draft, codec);
        return write("could not save a session", actor, writes -> writes.save(content));
    }

    @Override
    public List<Session> saveAll(List<SessionDraft> drafts, Actor actor) {
        checkSize(drafts.size());
        List<SessionContent> contents =
                drafts.stream().map(draft -> SessionContent.of(draft, codec)).toList();
        return write(
                "could not save sessions",
                actor,
                writes -> {
                    var saved = new ArrayList<Session>();
                    for (SessionContent content : contents) {
                        saved.add(writes.save(content));
                    }
                    return saved;
                });
    }

    @Override
    public List<ImportOutcome> importAll(List<ImportedSession> sessions, Actor actor) {
        checkSize(sessions.size());
        List<SessionContent> contents =
                sessions.stream().map(session -> SessionContent.of(session, codec)).toList();
        return write(
                "could not import sessions",
                actor,
                writes -> {
                    var imports = new SessionImports(writes);
                    var outcomes = new ArrayList<ImportOutcome>();
                    for (int i = 0; i < contents.size(); i++) {
                        outcomes.add(imports.take(sessions.get(i), contents.get(i)));
                    }
                    return outcomes;
                });
    }

    private static void checkSize(int size) {
        if (size > Selection.MAX) {
            throw new IllegalArgumentException(
                    "at most %d sessions, not %d".formatted(Selection.MAX, size));
        }
    }

    @Override
    public Optional<StoredSession> trash(CartKey key, Actor actor) {
        return write("could not trash a session", actor, writes -> writes.trash(key))
                .map(this::decoded);
    }

    @Override
    public Optional<StoredSession> purge(CartKey key, Actor actor) {
        return write("could not delete a session", actor, writes -> writes.purge(key))
                .map(this::decoded);
    }

    @Override
    public Restoration restore(CartKey key, Actor actor) {
        var outcome = write("could not restore a session", actor, writes -> writes.restore(key));
        return switch (outcome) {
            case SessionWrites.Outcome.Restored(SessionRow.Found found) ->
                    new Restoration.Restored(decoded(found));
            case SessionWrites.Outcome.KeyTaken _ -> new Restoration.KeyTaken();
            case SessionWrites.Outcome.NotFound _ -> new Restoration.NotFound();
        };
    }

    @Override
    public BulkOutcome deleteAll(
            Selection selection, boolean forGood, boolean dryRun, Actor actor) {
        long now = now().getEpochSecond();
        if (dryRun) {
            return listed(
                    "could not select sessions",
                    handle -> new BulkDeletion(handle, forGood, now).preview(selection));
        }
        return write(
                "could not delete sessions",
                actor,
                writes -> new BulkDeletion(writes.handle(), forGood, now).run(selection, writes));
    }

    @Override
    public SessionCounts counts() {
        long now = now().getEpochSecond();
        return listed("could not count sessions", handle -> Counters.all(handle, now));
    }

    /// The index is judged on the snapshot that is read, so it costs one small statement and
    /// nothing comes between.
    private <T> T listed(String what, SqlWork<T> read) {
        return database.read(
                what,
                handle -> {
                    if (indexed) {
                        IndexState.requireComplete(handle);
                    }
                    return read.run(handle);
                });
    }

    @FunctionalInterface
    private interface Change<T> {
        T run(SessionWrites writes) throws SQLException;
    }

    private <T> T write(String what, Actor actor, Change<T> change) {
        Instant now = now();
        boolean settle = settlingIsDue(now.getEpochSecond());
        var changed = new LinkedHashSet<CartKey>();
        try {
            return database.write(
                    what,
                    handle -> {
                        if (settle) {
                            Settlement.step(handle, now.getEpochSecond());
                        }
                        return change.run(SessionWrites.in(handle, actor, now, changed));
                    });
        } finally {
            // after a failed write too: what became of it may not be known
            database.changes().sessions(changed);
        }
    }

    private boolean settlingIsDue(long now) {
        long last = settledAt.get();
        return settles()
                && Math.abs(now - last) >= SETTLE_EVERY
                && settledAt.compareAndSet(last, now);
    }

    /// For a server that begins: what expired while none ran is settled before somebody asks.
    public void settleSoon() {
        settleSoon(now().getEpochSecond());
    }

    /// After a long rest much has expired at once; it is settled in steps, while nobody waits.
    private void settleSoon(long now) {
        if (!settles() || !settling.compareAndSet(false, true)) {
            return;
        }
        try {
            long open =
                    database.read(
                            "could not look at expired sessions",
                            handle -> new MarkedLists(handle, limits, now).unmarked());
            if (open > Settlement.STEP) {
                Thread.ofVirtual().name("settlement").start(() -> settle(now));
                return;
            }
        } catch (StoreException | Outage _) {
            // it is only an optimisation; the list itself was answered
        }
        settling.set(false);
    }

    private void settle(long now) {
        try {
            boolean done = false;
            while (!done) {
                done =
                        database.write(
                                "could not settle expired sessions",
                                handle -> Settlement.step(handle, now));
            }
        } catch (StoreException | Outage | InDoubt _) {
            // the database closes, or is in trouble that every caller hears of
        } finally {
            settling.set(false);
        }
    }

    private boolean settles() {
        return database.dialect().plansByHand();
    }

    private Instant now() {
        return database.clock().instant();
    }

    private StoredSession decoded(SessionRow.Found found) {
        CartDocument document = codec.decode(found.body());
        Session session = found.session();
        boolean damaged = document instanceof CartDocument.Unreadable && session.readable();
        return new StoredSession(damaged ? session.unreadable() : session, document);
    }
}
