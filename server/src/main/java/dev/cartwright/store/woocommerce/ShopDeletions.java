package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Contended;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.ForeignTrash.Deletion;
import dev.cartwright.session.ForeignTrash.Kind;
import dev.cartwright.session.ForeignTrash.Pending;
import dev.cartwright.session.StoredSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes carts in a shop's tables: first a durable copy here, then the rows there if they are
/// still the same, then the copy counts. A cart that the shopper changes meanwhile is read again.
final class ShopDeletions {
    private static final Logger LOG = LoggerFactory.getLogger(ShopDeletions.class);

    /// Often enough for every shopper, not for a machine that writes without end.
    private static final int ATTEMPTS = 8;

    private static final int TOGETHER = 25;

    /// Large carts make smaller steps, so that memory stays bounded.
    private static final long TOGETHER_BYTES = 8L << 20;

    /// So many callers may hold what they delete: no more could write at once either.
    private static final int AT_ONCE = 4;

    private final ShopView view;
    private final ShopRows rows;
    private final ForeignTrash trash;
    private final KeyGuards guards;
    private final ShopWorks works;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /// What is to be deleted, as it was found.
    private record Found(CartKey key, StoredSession session, List<ShopRows.Taken> rows) {
        Deletion deletion() {
            return new Deletion(session, rows.stream().map(ShopRows.Taken::row).toList());
        }
    }

    /// @param wanted asked of every cart as it was found
    private record Order(Kind kind, Actor actor, Predicate<StoredSession> wanted) {}

    /// @param deleted as they were
    /// @param absent keys that the shop has no cart of
    /// @param kept carts that are no longer wanted, were changed all the time, or were not come to
    /// @param tooLarge carts of which trash could keep no copy
    record Outcome(
            List<StoredSession> deleted,
            List<CartKey> absent,
            List<CartKey> kept,
            List<CartKey> tooLarge) {
        private Outcome() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /// All of them but those that something is known of.
        private void leave(List<CartKey> keys) {
            var left = new LinkedHashSet<>(keys);
            deleted.forEach(stored -> left.remove(stored.session().key()));
            List.of(absent, kept, tooLarge).forEach(left::removeAll);
            kept.addAll(left);
        }
    }

    ShopDeletions(
            ShopView view, ShopRows rows, ForeignTrash trash, KeyGuards guards, ShopWorks works) {
        this.view = view;
        this.rows = rows;
        this.trash = trash;
        this.guards = guards;
        this.works = works;
    }

    /// As it was; empty when the shop has no such cart.
    ///
    /// @throws Contended when it was changed at every attempt, or cannot be kept
    Optional<StoredSession> delete(CartKey key, Kind kind, Actor actor) {
        Outcome outcome = deleteAll(List.of(key), kind, actor, _ -> true);
        if (!outcome.kept.isEmpty()) {
            throw new Contended("The cart is being changed all the time. Please try again.");
        }
        if (!outcome.tooLarge.isEmpty()) {
            throw new Contended(
                    "The cart is too large for the trash; it can only be deleted for good.");
        }
        return outcome.deleted.stream().findFirst();
    }

    /// @param wanted asked again of every cart as it was found
    /// @throws Outage when a database cannot be reached and nothing was deleted; what was, is told
    Outcome deleteAll(List<CartKey> keys, Kind kind, Actor actor, Predicate<StoredSession> wanted) {
        var order = new Order(kind, actor, wanted);
        var outcome = new Outcome();
        for (int from = 0; from < keys.size(); from += TOGETHER) {
            List<CartKey> open = keys.subList(from, Math.min(from + TOGETHER, keys.size()));
            try {
                for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
                    open = attempt(open, order, outcome);
                }
            } catch (Outage | InDoubt e) {
                if (outcome.deleted.isEmpty()) {
                    throw e;
                }
                LOG.warn("carts were left over: {}", e.getMessage());
                outcome.leave(keys.subList(from, keys.size()));
                return outcome;
            }
            outcome.kept.addAll(open);
        }
        return outcome;
    }

    /// @return keys that are to be tried again
    private List<CartKey> attempt(List<CartKey> keys, Order order, Outcome outcome) {
        try (KeyGuards.Held held = guards.hold(keys)) {
            turns.acquireUninterruptibly();
            try {
                List<CartKey> open = deleteHeld(keys, order, outcome);
                held.changed();
                return open;
            } finally {
                turns.release();
            }
        }
    }

    private List<CartKey> deleteHeld(List<CartKey> keys, Order order, Outcome outcome) {
        var open = new ArrayList<CartKey>();
        var some = new ArrayList<Found>();
        var gone = new ArrayList<CartKey>();
        long bytes = 0;
        for (CartKey key : keys) {
            List<ShopRows.Taken> taken = rows.find(key, view.salt());
            if (taken.isEmpty()) {
                gone.add(key);
                continue;
            }
            StoredSession session = view.find(key).orElse(null);
            if (session == null) {
                open.add(key);
            } else if (!order.wanted.test(session)) {
                outcome.kept.add(key);
            } else {
                some.add(new Found(key, session, taken));
                bytes += bytes(taken);
            }
            if (bytes > TOGETHER_BYTES) {
                open.addAll(delete(some, order, outcome));
                some.clear();
                bytes = 0;
            }
        }
        open.addAll(delete(some, order, outcome));
        view.forget(guards.marks(gone)); // nobody has put one of them, since we hold them
        outcome.absent.addAll(gone);
        return open;
    }

    private static long bytes(List<ShopRows.Taken> rows) {
        return rows.stream().mapToLong(taken -> taken.row().value().length).sum();
    }

    private List<CartKey> delete(List<Found> some, Order order, Outcome outcome) {
        Kind kind = order.kind;
        List<Found> fit = some.stream().filter(found -> fits(found, kind)).toList();
        some.stream().filter(found -> !fits(found, kind)).forEach(f -> outcome.tooLarge.add(f.key));
        if (fit.isEmpty()) {
            return List.of();
        }
        try (ShopWork work = works.begin()) {
            return delete(work, fit, order, outcome);
        }
    }

    private List<CartKey> delete(ShopWork work, List<Found> some, Order order, Outcome outcome) {
        List<Deletion> deletions = some.stream().map(Found::deletion).toList();
        List<Pending> pending = trash.prepare(order.kind, deletions, order.actor, work.name());
        List<Boolean> gone = deleteRows(work, some, pending);
        var changed = new ArrayList<CartKey>();
        var done = new ArrayList<Pending>();
        var notDone = new ArrayList<Pending>();
        for (int i = 0; i < some.size(); i++) {
            if (gone.get(i)) {
                done.add(pending.get(i));
                outcome.deleted.add(some.get(i).session);
            } else {
                notDone.add(pending.get(i));
                changed.add(some.get(i).key);
            }
        }
        if (!notDone.isEmpty()) {
            trash.drop(notDone); // or nobody may try again: what is open would count as done then
        }
        if (!done.isEmpty()) {
            complete(done);
        }
        return changed;
    }

    /// The rows are gone and their copies are safe, so nothing that fails from here on makes the
    /// deletion undone: what is left open will be settled.
    private void complete(List<Pending> done) {
        try {
            trash.complete(done, Collections.nCopies(done.size(), ""));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("carts", done.size())
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("deleted in the shop, and still to be settled here");
        }
    }

    /// Without a copy of all of it, a cart may only be deleted for good.
    private static boolean fits(Found found, Kind kind) {
        return kind == Kind.PURGE || found.rows.stream().allMatch(ShopRows.Taken::whole);
    }

    private List<Boolean> deleteRows(ShopWork work, List<Found> some, List<Pending> pending) {
        try {
            return rows.delete(work, some.stream().map(Found::rows).toList(), view.salt());
        } catch (InDoubt e) {
            throw e; // whether it was done, the shop's rows will tell whoever settles it
        } catch (RuntimeException e) {
            trash.drop(pending);
            throw e;
        }
    }
}
