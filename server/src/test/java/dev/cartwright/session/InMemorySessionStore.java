package dev.cartwright.session;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sessions in a map, in the plainest way: what other stores are compared with.
public final class InMemorySessionStore implements SessionStore {
    private record Imported(String fingerprint, long sessionId, long version) {}

    private record Origin(CartKey key, String name) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final TreeMap<Long, StoredSession> rows = new TreeMap<>();
    private final Map<Origin, Imported> imports = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private long lastId;

    public InMemorySessionStore(InstantSource clock) {
        this.clock = clock;
    }

    /// Everything that happened so far.
    public List<Event> events() {
        return locked(() -> List.copyOf(events));
    }

    @Override
    public Optional<StoredSession> find(CartKey key) {
        return locked(() -> live(key));
    }

    @Override
    public Page<Session> list(SessionFilter filter, SessionOrder order, PageRequest request) {
        return locked(() -> InMemoryPages.slice(sorted(filter, order), order, request));
    }

    @Override
    public List<StoredSession> load(List<Session> wanted) {
        return locked(
                () ->
                        wanted.stream()
                                .map(session -> rows.get(session.id()))
                                .filter(Objects::nonNull)
                                .toList());
    }

    @Override
    public Session save(SessionDraft draft, Actor actor) {
        return locked(() -> put(draft, actor));
    }

    @Override
    public List<Session> saveAll(List<SessionDraft> drafts, Actor actor) {
        return locked(() -> drafts.stream().map(draft -> put(draft, actor)).toList());
    }

    @Override
    public List<ImportOutcome> importAll(List<ImportedSession> sessions, Actor actor) {
        return locked(() -> sessions.stream().map(session -> take(session, actor)).toList());
    }

    @Override
    public Optional<StoredSession> trash(CartKey key, Actor actor) {
        return locked(
                () -> {
                    Optional<StoredSession> found = live(key);
                    found.ifPresent(session -> moveToTrash(session, actor));
                    return found;
                });
    }

    @Override
    public Optional<StoredSession> purge(CartKey key, Actor actor) {
        return locked(
                () -> {
                    Optional<StoredSession> found = live(key).or(() -> newestTrashed(key));
                    found.ifPresent(session -> remove(session, actor));
                    return found;
                });
    }

    @Override
    public Restoration restore(CartKey key, Actor actor) {
        return locked(
                () -> {
                    Optional<StoredSession> found = newestTrashed(key);
                    if (found.isEmpty()) {
                        return new Restoration.NotFound();
                    }
                    if (live(key).isPresent()) {
                        return new Restoration.KeyTaken();
                    }
                    StoredSession back = changed(found.get(), null);
                    record(actor, Event.Type.CART_RESTORED, back);
                    return new Restoration.Restored(back);
                });
    }

    @Override
    public BulkOutcome deleteAll(
            Selection selection, boolean forGood, boolean dryRun, Actor actor) {
        return locked(
                () -> {
                    List<StoredSession> all = selected(selection, forGood);
                    List<StoredSession> now =
                            all.subList(0, Math.min(all.size(), selection.limit()));
                    if (!dryRun) {
                        now.forEach(session -> delete(session, forGood, actor));
                    }
                    return new BulkOutcome(now.size(), all.size() - now.size(), worth(now));
                });
    }

    @Override
    public SessionCounts counts() {
        return locked(
                () -> {
                    var byStatus = new EnumMap<Status, Long>(Status.class);
                    var bySource = new HashMap<String, Long>();
                    long guests = 0;
                    long live = 0;
                    for (Status status : Status.values()) {
                        byStatus.put(status, 0L);
                    }
                    for (StoredSession stored : rows.values()) {
                        Session session = stored.session();
                        byStatus.merge(session.statusAt(clock.instant()), 1L, Long::sum);
                        if (session.deletedAt() == null) {
                            live++;
                            bySource.merge(session.source(), 1L, Long::sum);
                            guests += session.owner().userId() == 0 ? 1 : 0;
                        }
                    }
                    return new SessionCounts(live, byStatus, bySource, guests, live - guests);
                });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<StoredSession> live(CartKey key) {
        return rows.values().stream().filter(row -> isLive(row) && hasKey(row, key)).findFirst();
    }

    private Optional<StoredSession> newestTrashed(CartKey key) {
        return rows.values().stream()
                .filter(row -> !isLive(row) && hasKey(row, key))
                .max(
                        Comparator.comparing((StoredSession row) -> deletedAt(row))
                                .thenComparingLong(row -> row.session().id()));
    }

    private static boolean isLive(StoredSession row) {
        return row.session().deletedAt() == null;
    }

    private static boolean hasKey(StoredSession row, CartKey key) {
        return row.session().key().equals(key);
    }

    private static Instant deletedAt(StoredSession row) {
        return Objects.requireNonNull(row.session().deletedAt());
    }

    private Session put(SessionDraft draft, Actor actor) {
        Optional<StoredSession> before = live(draft.key());
        Times times = whole(draft.times());
        if (before.isPresent() && actor.kind() != Actor.Kind.SHOPPER) {
            Instant kept = before.get().session().times().lastActivity();
            times =
                    new Times(
                            times.created(),
                            kept,
                            times.updated(),
                            times.expiry(),
                            times.estimated());
        }
        long id = before.map(row -> row.session().id()).orElseGet(() -> ++lastId);
        long version = before.map(row -> row.session().version()).orElse(0L) + 1;
        var stored =
                stored(
                        id,
                        draft.key(),
                        draft.owner(),
                        times,
                        draft.source(),
                        version,
                        new CartDocument.Readable(draft.cart()));
        rows.put(id, stored);
        record(
                actor,
                before.isPresent() ? Event.Type.CART_UPDATED : Event.Type.CART_CREATED,
                stored);
        return stored.session();
    }

    private ImportOutcome take(ImportedSession imported, Actor actor) {
        var origin = new Origin(imported.key(), imported.origin());
        Imported before = imports.get(origin);
        if (before == null) {
            return takeNew(imported, origin, actor);
        }
        StoredSession ours = rows.get(before.sessionId());
        if (ours == null || !isLive(ours)) {
            return ImportOutcome.KEPT_DELETED;
        }
        if (before.fingerprint().equals(imported.fingerprint())) {
            return ImportOutcome.UNCHANGED;
        }
        if (ours.session().version() != before.version()) {
            return ImportOutcome.KEPT_OURS;
        }
        place(imported, origin, ours.session().id(), before.version() + 1, actor);
        return ImportOutcome.UPDATED;
    }

    private ImportOutcome takeNew(ImportedSession imported, Origin origin, Actor actor) {
        CartKey key = imported.key();
        if (live(key).isPresent()) {
            return ImportOutcome.KEPT_OURS;
        }
        boolean known = imports.keySet().stream().anyMatch(other -> other.key().equals(key));
        if (known || newestTrashed(key).isPresent()) {
            return ImportOutcome.KEPT_DELETED;
        }
        long wanted = imported.preferredId();
        long id = wanted > 0 && !rows.containsKey(wanted) ? wanted : lastId + 1;
        lastId = Math.max(lastId, id);
        place(imported, origin, id, 1, actor);
        return ImportOutcome.CREATED;
    }

    private void place(
            ImportedSession imported, Origin origin, long id, long version, Actor actor) {
        StoredSession stored =
                stored(
                        id,
                        imported.key(),
                        imported.owner(),
                        whole(imported.times()),
                        imported.source(),
                        version,
                        imported.document());
        rows.put(id, stored);
        imports.put(origin, new Imported(imported.fingerprint(), id, version));
        record(actor, Event.Type.CART_IMPORTED, stored);
    }

    private static StoredSession stored(
            long id,
            CartKey key,
            Owner owner,
            Times times,
            String source,
            long version,
            CartDocument document) {
        Session session =
                switch (document) {
                    case CartDocument.Readable(Cart cart) ->
                            new Session(
                                    id,
                                    key,
                                    owner,
                                    times,
                                    source,
                                    cart.customer().email(),
                                    cart.customer().name(),
                                    cart.itemCount(),
                                    cart.totals().total(),
                                    cart.currency().code(),
                                    cart.currency().minorUnit(),
                                    version,
                                    null,
                                    true);
                    case CartDocument.Unreadable _ ->
                            new Session(
                                    id, key, owner, times, source, "", "", 0, 0, "", 0, version,
                                    null, false);
                };
        return new StoredSession(session, document);
    }

    private static Times whole(Times times) {
        return new Times(
                times.created().truncatedTo(ChronoUnit.SECONDS),
                times.lastActivity().truncatedTo(ChronoUnit.SECONDS),
                times.updated().truncatedTo(ChronoUnit.SECONDS),
                times.expiry().truncatedTo(ChronoUnit.SECONDS),
                times.estimated());
    }

    private StoredSession changed(StoredSession row, @Nullable Instant deletedAt) {
        var stored = new StoredSession(row.session().changed(deletedAt), row.document());
        rows.put(row.session().id(), stored);
        return stored;
    }

    private void delete(StoredSession row, boolean forGood, Actor actor) {
        if (forGood) {
            remove(row, actor);
        } else {
            moveToTrash(row, actor);
        }
    }

    private void moveToTrash(StoredSession row, Actor actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        record(actor, Event.Type.CART_TRASHED, changed(row, now));
    }

    private void remove(StoredSession row, Actor actor) {
        rows.remove(row.session().id());
        imports.replaceAll(
                (_, known) ->
                        known.sessionId() == row.session().id()
                                ? new Imported(known.fingerprint(), 0, known.version())
                                : known);
        record(actor, Event.Type.CART_PURGED, row);
    }

    private void record(Actor actor, Event.Type type, StoredSession row) {
        events.add(
                new Event(
                        events.size() + 1L,
                        clock.instant(),
                        actor,
                        type,
                        row.session().id(),
                        null));
    }

    private List<StoredSession> selected(Selection selection, boolean forGood) {
        Predicate<StoredSession> wanted =
                switch (selection) {
                    case Selection.Keys(List<CartKey> keys) ->
                            row ->
                                    keys.contains(row.session().key())
                                            && (isLive(row) || forGood && isNextToPurge(row));
                    case Selection.Matching(SessionFilter filter, int _)
                            when filter.status() == Status.TRASH && !forGood ->
                            _ -> false;
                    case Selection.Matching(SessionFilter filter, int _) ->
                            row -> matches(filter, row);
                };
        return rows.values().stream()
                .filter(wanted)
                .sorted(
                        Comparator.comparing((StoredSession row) -> row.session().times().created())
                                .thenComparingLong(row -> row.session().id()))
                .toList();
    }

    private boolean isNextToPurge(StoredSession row) {
        CartKey key = row.session().key();
        return live(key).isEmpty() && newestTrashed(key).filter(row::equals).isPresent();
    }

    private static List<BulkOutcome.CurrencyTotal> worth(List<StoredSession> sessions) {
        var totals = new CurrencyTotals();
        for (StoredSession stored : sessions) {
            Session session = stored.session();
            totals.add(session.currencyCode(), session.minorUnit(), session.total());
        }
        return totals.list();
    }

    private List<Session> sorted(SessionFilter filter, SessionOrder order) {
        return rows.values().stream()
                .filter(row -> matches(filter, row))
                .map(StoredSession::session)
                .sorted(SessionOrdering.of(order))
                .toList();
    }

    private boolean matches(SessionFilter filter, StoredSession row) {
        return SessionMatching.matches(filter, row, clock.instant());
    }
}
