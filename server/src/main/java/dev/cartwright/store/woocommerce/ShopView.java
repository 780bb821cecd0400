package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionIndex.Known;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.SessionReads.Reading;
import dev.cartwright.session.StoredSession;
import dev.cartwright.session.Times;
import dev.cartwright.woocommerce.Account;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sees the shop's rows as sessions: contents from the row, and number, version and refined times
/// from the index. What is found changed gets into the index at once.
final class ShopView {
    /// Values beyond are not read at all.
    static final long LONGEST = 8L << 20;

    /// Large carts that are in memory whole at a time, over all callers.
    private static final int LARGE_AT_A_TIME = 2;

    private final ShopCarts carts;
    private final ShopPeople people;
    private final SessionIndex index;
    private final KeyGuards guards;
    private final IndexProgress progress;
    private final Supplier<LiveCarts> reader;
    private final InstantSource clock;
    private final Semaphore large = new Semaphore(LARGE_AT_A_TIME, true);

    /// A row, and the mark of its key from before it was read.
    record Seen(CartKey key, ShopCart row, long mark) {}

    ShopView(
            ShopCarts carts,
            ShopPeople people,
            SessionIndex index,
            KeyGuards guards,
            IndexProgress progress,
            Supplier<LiveCarts> reader,
            InstantSource clock) {
        this.carts = carts;
        this.people = people;
        this.index = index;
        this.guards = guards;
        this.progress = progress;
        this.reader = reader;
        this.clock = clock;
    }

    String salt() {
        return reader.get().salt();
    }

    /// As far as times of carts are kept.
    Instant now() {
        return moment().truncatedTo(ChronoUnit.SECONDS);
    }

    Instant moment() {
        return clock.instant();
    }

    /// See [ShopPeople#shownFor].
    Duration shownFor(long userId) {
        return people.shownFor(userId);
    }

    Optional<StoredSession> find(CartKey key) {
        return look(key) instanceof Reading.Found(StoredSession stored, _)
                ? Optional.of(stored)
                : Optional.empty();
    }

    /// A row that is still what a stamp stands for is not fetched.
    Reading read(CartKey key, String known) {
        boolean same =
                !known.equals(SessionReads.NO_STAMP)
                        && carts.stamp(key, salt()).filter(known::equals).isPresent();
        return same ? new Reading.Same() : look(key);
    }

    private Reading look(CartKey key) {
        long mark = guards.mark(key);
        Optional<ShopCart> found = carts.find(key, salt());
        if (found.isEmpty()) {
            forget(Map.of(key, mark));
            return new Reading.Absent();
        }
        ShopCart row = found.get();
        StoredSession stored = see(List.of(new Seen(key, row, mark))).get(key);
        if (stored == null) {
            return new Reading.Absent();
        }
        // a large one is fetched anew, and may have changed in between
        boolean whole = row.length() <= ShopCarts.USUAL;
        return new Reading.Found(
                stored,
                whole ? ShopCarts.stamp(row.table(), row.fingerprint()) : SessionReads.NO_STAMP);
    }

    /// What was seen, and what the index could not be told of it.
    ///
    /// @param sessions those that are there, by key
    /// @param missed keys of which the index may tell something older
    record Sight(Map<CartKey, StoredSession> sessions, Set<CartKey> missed) {}

    /// Those that are there, by key.
    Map<CartKey, StoredSession> find(List<CartKey> keys) {
        return look(keys).sessions;
    }

    Sight look(List<CartKey> keys) {
        Map<CartKey, Long> gone = guards.marks(keys);
        var seen = new ArrayList<Seen>();
        carts.find(keys, salt())
                .forEach(
                        (key, row) -> {
                            Long mark = gone.remove(key);
                            if (mark != null) {
                                seen.add(new Seen(key, row, mark));
                            }
                        });
        var missed = new HashSet<>(forget(gone));
        Sight sight = sight(seen);
        missed.addAll(sight.missed);
        return new Sight(sight.sessions, missed);
    }

    /// Takes out of the index what the shop had not any more when it was looked for.
    ///
    /// @param marks from before that, by key
    /// @return those that may be there still
    Set<CartKey> forget(Map<CartKey, Long> marks) {
        if (marks.isEmpty()) {
            return Set.of();
        }
        try (var changing = progress.changing().orElse(null)) {
            return changing == null ? marks.keySet() : forgetKnown(marks);
        }
    }

    private Set<CartKey> forgetKnown(Map<CartKey, Long> marks) {
        Set<CartKey> known = new HashSet<>();
        index.known(List.copyOf(marks.keySet())).forEach(one -> known.add(one.session().key()));
        if (known.isEmpty()) {
            return known;
        }
        try (var held = guards.tryHold(known).orElse(null)) {
            if (held == null) {
                return known;
            }
            List<CartKey> gone =
                    known.stream()
                            .filter(key -> marks.getOrDefault(key, -1L) == guards.mark(key))
                            .toList();
            if (!gone.isEmpty()) {
                index.remove(gone);
                held.changed();
                gone.forEach(known::remove);
            }
            return known;
        }
    }

    /// By key; what has changed gets into the index.
    Map<CartKey, StoredSession> see(List<Seen> rows) {
        return sight(rows).sessions;
    }

    Sight sight(List<Seen> rows) {
        if (rows.isEmpty()) {
            return new Sight(Map.of(), Set.of());
        }
        LiveCarts live = reader.get();
        Map<CartKey, Known> known = known(rows);
        Map<Long, Account> accounts = people.accounts(owners(rows));
        Map<CartKey, StoredSession> seen = new LinkedHashMap<>();
        Map<Seen, ImportedSession> changed = new LinkedHashMap<>();
        for (Seen one : rows) {
            Known before = known.get(one.key);
            CartDocument contents = before != null && same(before, one) ? before.contents() : null;
            if (before != null && contents != null) {
                seen.put(one.key, new StoredSession(before.session(), contents));
                continue;
            }
            long owner = LiveCarts.owner(one.key).userId();
            Account account = accounts.getOrDefault(owner, Account.UNKNOWN);
            Optional<ImportedSession> decoded = decode(live, one.row, account);
            if (decoded.isEmpty()) {
                continue;
            }
            if (before != null && same(before, one)) {
                CartDocument document = decoded.get().document();
                seen.put(one.key, new StoredSession(before.session(), document));
            } else {
                ImportedSession session = learnt(decoded.get(), before, one, live.salt());
                changed.put(one, session);
                long version = before == null ? 1 : before.session().version() + 1;
                Session row = SessionRows.of(session, version);
                seen.put(one.key, new StoredSession(row, session.document()));
            }
        }
        Set<CartKey> missed = new HashSet<>();
        changed.keySet().forEach(one -> missed.add(one.key));
        for (Session row : put(changed)) {
            missed.remove(row.key());
            seen.computeIfPresent(row.key(), (_, old) -> new StoredSession(row, old.document()));
        }
        return new Sight(seen, missed);
    }

    private static boolean same(Known known, Seen one) {
        return known.fingerprint().equals(one.row.fingerprint())
                && known.origin().equals(one.row.table().origin());
    }

    private Map<CartKey, Known> known(Collection<Seen> rows) {
        Map<CartKey, Known> known = new HashMap<>();
        if (progress.complete()) {
            index.known(rows.stream().map(Seen::key).toList())
                    .forEach(one -> known.put(one.session().key(), one));
        }
        return known;
    }

    private static List<Long> owners(List<Seen> rows) {
        return rows.stream()
                .map(one -> LiveCarts.owner(one.key))
                .map(Owner::userId)
                .distinct()
                .toList();
    }

    /// Empty when a large row vanished meanwhile.
    Optional<ImportedSession> decode(LiveCarts live, ShopCart row, Account account) {
        if (row.length() <= ShopCarts.USUAL || row.length() > LONGEST) {
            return live.read(row, account, now());
        }
        large.acquireUninterruptibly();
        try {
            ShopCart whole = row;
            if (row.value() == null) {
                Optional<ShopCart> read = carts.whole(row, LONGEST, live.salt());
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                whole = read.get();
            }
            return live.read(whole, account, now()).map(ShopView::trimmed);
        } finally {
            large.release();
        }
    }

    private static ImportedSession trimmed(ImportedSession session) {
        return with(session, session.times(), Trimmed.of(session.document()));
    }

    private ImportedSession learnt(
            ImportedSession session, @Nullable Known before, Seen one, String salt) {
        Instant lookedAt = progress.sweptAt(one.row.table());
        var times =
                new LearntTimes(lookedAt, now())
                        .of(
                                session.times(),
                                before == null ? null : before.session().times(),
                                one.row,
                                progress.isNew(one.row, now()),
                                progress.readsAgain(one.row.table(), salt));
        return with(session, times, session.document());
    }

    private static ImportedSession with(
            ImportedSession session, Times times, CartDocument document) {
        return new ImportedSession(
                session.origin(),
                session.fingerprint(),
                session.preferredId(),
                session.key(),
                session.owner(),
                times,
                session.source(),
                document);
    }

    /// Those that nobody has written meanwhile.
    private List<Session> put(Map<Seen, ImportedSession> changed) {
        if (changed.isEmpty()) {
            return List.of();
        }
        try (var changing = progress.changing().orElse(null)) {
            return changing == null ? List.of() : putCurrent(changed);
        }
    }

    private List<Session> putCurrent(Map<Seen, ImportedSession> changed) {
        List<CartKey> keys = changed.keySet().stream().map(Seen::key).toList();
        try (var held = guards.tryHold(keys).orElse(null)) {
            if (held == null) {
                return List.of(); // the next look will find them
            }
            var current = new ArrayList<ImportedSession>();
            changed.forEach(
                    (seen, session) -> {
                        if (guards.mark(seen.key) == seen.mark) {
                            current.add(session);
                        }
                    });
            if (current.isEmpty()) {
                return List.of();
            }
            List<Session> rows = index.put(current);
            held.changed(); // who has read an older row must not put it over this one
            return rows;
        }
    }
}
