package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Contended;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.CurrencyTotals;
import dev.cartwright.session.ForeignTrash.Kind;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionCounts;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sessions that live in a shop's own tables.
///
/// One cart is always read from its row. Lists and counts come from the index in our own database,
/// and what they show of a cart from its row again. Trash lies in our own database alone.
public final class WooSessionStore implements SessionStore, SessionReads {
    /// How often a selection is looked up again for carts that changed under our hands.
    private static final int ROUNDS = 3;

    private final SessionStore own;
    private final SessionIndex index;
    private final ShopView view;
    private final ShopCarts carts;
    private final ShopSaves saves;
    private final ShopDeletions deletions;
    private final ShopRestorations restorations;
    private final KeyGuards guards;
    private final IndexProgress progress;

    /// @param own where index and trash lie
    WooSessionStore(
            SessionStore own,
            SessionIndex index,
            ShopView view,
            ShopCarts carts,
            ShopSaves saves,
            ShopDeletions deletions,
            ShopRestorations restorations,
            KeyGuards guards,
            IndexProgress progress) {
        this.own = own;
        this.index = index;
        this.view = view;
        this.carts = carts;
        this.saves = saves;
        this.deletions = deletions;
        this.restorations = restorations;
        this.guards = guards;
        this.progress = progress;
    }

    @Override
    public Optional<StoredSession> find(CartKey key) {
        return view.find(key);
    }

    /// WordPress tells nobody what it changes.
    @Override
    public boolean changeUntold() {
        return true;
    }

    /// Names and addresses of customers are looked up once a minute, and what was made of them must
    /// not outlive them; a guest has none but in the row.
    @Override
    public Instant keptUntil(CartKey key, Instant now) {
        long owner = LiveCarts.owner(key).userId();
        return owner == 0 ? Instant.MAX : now.plus(view.shownFor(owner));
    }

    @Override
    public Reading read(CartKey key, String known) {
        return view.read(key, known);
    }

    @Override
    public Page<Session> list(SessionFilter filter, SessionOrder order, PageRequest request) {
        progress.requireComplete();
        return own.list(filter, order, request);
    }

    @Override
    public List<StoredSession> load(List<Session> rows) {
        List<CartKey> live =
                rows.stream().filter(WooSessionStore::isLive).map(Session::key).toList();
        Map<CartKey, StoredSession> found = live.isEmpty() ? Map.of() : view.find(live);
        Map<Long, StoredSession> trashed = new HashMap<>();
        List<Session> inTrash = rows.stream().filter(row -> !isLive(row)).toList();
        if (!inTrash.isEmpty()) {
            own.load(inTrash).forEach(stored -> trashed.put(stored.session().id(), stored));
        }
        var loaded = new ArrayList<StoredSession>();
        for (Session row : rows) {
            StoredSession stored = isLive(row) ? found.get(row.key()) : trashed.get(row.id());
            if (stored != null) {
                loaded.add(stored);
            }
        }
        return loaded;
    }

    private static boolean isLive(Session row) {
        return row.deletedAt() == null;
    }

    @Override
    public Session save(SessionDraft draft, Actor actor) {
        return saveAll(List.of(draft), actor).getFirst();
    }

    @Override
    public List<Session> saveAll(List<SessionDraft> drafts, Actor actor) {
        if (drafts.size() > Selection.MAX) {
            throw new IllegalArgumentException("at most %d sessions".formatted(Selection.MAX));
        }
        List<CartKey> keys = drafts.stream().map(SessionDraft::key).toList();
        try (var _ = progress.requireChanging();
                KeyGuards.Held held = guards.hold(keys)) {
            saves.save(drafts);
            Map<CartKey, ShopCart> written = carts.find(keys, view.salt());
            var saved = new ArrayList<Session>();
            for (SessionDraft draft : drafts) {
                ShopCart row = written.get(draft.key());
                if (row == null) {
                    throw new Contended("The cart was deleted while it was saved.");
                }
                saved.add(index.save(imported(draft, row), actor));
            }
            held.changed();
            return saved;
        }
    }

    private static ImportedSession imported(SessionDraft draft, ShopCart row) {
        return new ImportedSession(
                row.table().origin(),
                row.fingerprint(),
                row.sessionId(),
                draft.key(),
                draft.owner(),
                draft.times(),
                draft.source(),
                new CartDocument.Readable(draft.cart()));
    }

    /// A shop's carts come into being in the shop.
    ///
    /// @throws UnsupportedOperationException always
    @Override
    public List<ImportOutcome> importAll(List<ImportedSession> sessions, Actor actor) {
        throw new UnsupportedOperationException("carts are not imported into an attached shop");
    }

    @Override
    public Optional<StoredSession> trash(CartKey key, Actor actor) {
        try (var _ = progress.requireChanging()) {
            return deletions.delete(key, Kind.TRASH, actor);
        }
    }

    @Override
    public Optional<StoredSession> purge(CartKey key, Actor actor) {
        try (var _ = progress.requireChanging()) {
            // where the shop has none, the index has none either: the newest in trash is meant
            return deletions.delete(key, Kind.PURGE, actor).or(() -> own.purge(key, actor));
        }
    }

    @Override
    public Restoration restore(CartKey key, Actor actor) {
        try (var _ = progress.requireChanging()) {
            return restorations.restore(key, actor);
        }
    }

    @Override
    public BulkOutcome deleteAll(
            Selection selection, boolean forGood, boolean dryRun, Actor actor) {
        try (var _ = progress.requireChanging()) {
            return dryRun
                    ? own.deleteAll(selection, forGood, true, actor)
                    : deleteAll(selection, forGood, actor);
        }
    }

    private BulkOutcome deleteAll(Selection selection, boolean forGood, Actor actor) {
        return switch (selection) {
            case Selection.Keys(List<CartKey> keys) -> deleteKeys(keys, forGood, actor);
            case Selection.Matching matching when matching.filter().status() == Status.TRASH ->
                    own.deleteAll(matching, forGood, false, actor);
            case Selection.Matching matching -> deleteMatching(matching, forGood, actor);
        };
    }

    private BulkOutcome deleteKeys(List<CartKey> keys, boolean forGood, Actor actor) {
        Kind kind = forGood ? Kind.PURGE : Kind.TRASH;
        List<CartKey> distinct = List.copyOf(new LinkedHashSet<>(keys));
        ShopDeletions.Outcome outcome = deletions.deleteAll(distinct, kind, actor, _ -> true);
        long left = (long) outcome.kept().size() + outcome.tooLarge().size();
        BulkOutcome done = outcome(outcome.deleted(), left);
        if (!forGood || outcome.absent().isEmpty()) {
            return done;
        }
        // what the shop has not is not in the index either: these are in trash
        var rest = new Selection.Keys(outcome.absent());
        try {
            return plus(done, own.deleteAll(rest, true, false, actor));
        } catch (Outage | InDoubt e) {
            if (outcome.deleted().isEmpty()) {
                throw e;
            }
            return outcome(outcome.deleted(), left + outcome.absent().size());
        }
    }

    private BulkOutcome deleteMatching(Selection.Matching selection, boolean forGood, Actor actor) {
        var deleted = new ArrayList<StoredSession>();
        try {
            deleteMatching(selection, forGood ? Kind.PURGE : Kind.TRASH, actor, deleted);
            var one = new Selection.Matching(selection.filter(), 1);
            BulkOutcome rest = own.deleteAll(one, forGood, true, actor);
            return outcome(deleted, rest.deleted() + rest.remaining());
        } catch (Outage | InDoubt e) {
            if (deleted.isEmpty()) {
                throw e;
            }
            return outcome(deleted, 1); // how many are left, nobody can count now
        }
    }

    /// Only carts that are still as the index has them: another may not match any more.
    private void deleteMatching(
            Selection.Matching selection, Kind kind, Actor actor, List<StoredSession> deleted) {
        var order = new SessionOrder(SessionOrder.Field.CART_CREATED, false);
        for (int round = 0; round < ROUNDS && deleted.size() < selection.limit(); round++) {
            var request = new PageRequest.Numbered(1, selection.limit() - deleted.size());
            Map<CartKey, Session> listed = new HashMap<>();
            var keys = new ArrayList<CartKey>();
            for (Session row : own.list(selection.filter(), order, request).rows()) {
                listed.put(row.key(), row);
                keys.add(row.key());
            }
            var outcome =
                    deletions.deleteAll(
                            keys,
                            kind,
                            actor,
                            now -> now.session().equals(listed.get(now.session().key())));
            deleted.addAll(outcome.deleted());
            if (outcome.kept().isEmpty() && outcome.absent().isEmpty()) {
                return;
            }
        }
    }

    private static BulkOutcome outcome(List<StoredSession> deleted, long remaining) {
        var totals = new CurrencyTotals();
        deleted.stream()
                .map(StoredSession::session)
                .forEach(row -> totals.add(row.currencyCode(), row.minorUnit(), row.total()));
        return new BulkOutcome(deleted.size(), remaining, totals.list());
    }

    private static BulkOutcome plus(BulkOutcome one, BulkOutcome other) {
        var totals = new CurrencyTotals();
        for (BulkOutcome outcome : List.of(one, other)) {
            for (BulkOutcome.CurrencyTotal total : outcome.totals()) {
                totals.add(total.currencyCode(), total.minorUnit(), total.total());
            }
        }
        return new BulkOutcome(
                one.deleted() + other.deleted(),
                one.remaining() + other.remaining(),
                totals.list());
    }

    @Override
    public SessionCounts counts() {
        progress.requireComplete();
        return own.counts();
    }
}
