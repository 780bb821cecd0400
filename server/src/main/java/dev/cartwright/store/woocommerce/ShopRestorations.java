package dev.cartwright.store.woocommerce;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.ForeignTrash.Pending;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Session;
import dev.cartwright.session.StoredSession;
import dev.cartwright.woocommerce.LiveCarts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts carts back into a shop's tables, and settles what was begun there and not ended.
final class ShopRestorations {
    private static final Logger LOG = LoggerFactory.getLogger(ShopRestorations.class);
    private static final int MOST_TOLD = 1_000;

    /// As much as WooCommerce gives a guest's cart.
    private static final Duration LEAST_LEFT = Duration.ofDays(2);

    private final ShopView view;
    private final ShopRows rows;
    private final ForeignTrash trash;
    private final KeyGuards guards;
    private final ShopWorks works;

    /// Tickets of what could not be settled, which is told once of each.
    private final Set<Long> failing = ConcurrentHashMap.newKeySet();

    ShopRestorations(
            ShopView view, ShopRows rows, ForeignTrash trash, KeyGuards guards, ShopWorks works) {
        this.view = view;
        this.rows = rows;
        this.trash = trash;
        this.guards = guards;
        this.works = works;
    }

    Restoration restore(CartKey key, Actor actor) {
        try (KeyGuards.Held held = guards.hold(List.of(key));
                ShopWork work = works.begin()) {
            Optional<Pending> prepared = trash.prepareRestoration(key, actor, work.name());
            if (prepared.isEmpty()) {
                return new Restoration.NotFound();
            }
            Pending pending = prepared.get();
            List<ForeignRow> extended = extended(pending.rows());
            if (!insert(work, pending, extended)) {
                trash.drop(List.of(pending));
                return new Restoration.KeyTaken();
            }
            held.changed();
            Pending back = ended(pending, extended.getFirst());
            Session session = complete(back).orElse(back.session().session().changed(null));
            return new Restoration.Restored(
                    new StoredSession(session, pending.session().document()));
        }
    }

    /// With time enough left: the shop deletes what has expired, for good and twice a day.
    private List<ForeignRow> extended(List<ForeignRow> rows) {
        long least = view.now().plus(LEAST_LEFT).getEpochSecond();
        return rows.stream().map(row -> ShopRows.lasting(row, least)).toList();
    }

    private boolean insert(ShopWork work, Pending pending, List<ForeignRow> extended) {
        try {
            return rows.insert(work, pending.key(), extended);
        } catch (InDoubt e) {
            throw e; // whether it was done, the shop's rows will tell whoever settles it
        } catch (RuntimeException e) {
            trash.drop(List.of(pending));
            throw e;
        }
    }

    /// The shop has the rows again, and nothing that fails from here on takes them away: what is
    /// left open will be settled.
    private Optional<Session> complete(Pending pending) {
        try {
            return complete(pending, rows.find(pending.key(), view.salt()));
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("put back into the shop, and still to be settled here");
            return Optional.empty();
        }
    }

    /// @param now all that the shop has of the cart
    private Optional<Session> complete(Pending pending, List<ShopRows.Taken> now) {
        Optional<ShopRows.Taken> back = now.stream().findFirst().filter(row -> same(row, pending));
        Pending asItIs = back.map(row -> ended(pending, row.row())).orElse(pending);
        // empty, which is no row's, when the shop has deleted it already or has another by now
        String fingerprint = back.map(ShopRows.Taken::fingerprint).orElse("");
        return trash.complete(List.of(asItIs), List.of(fingerprint)).stream().findFirst();
    }

    /// Whether it is what was put back, but for its end.
    private static boolean same(ShopRows.Taken taken, Pending pending) {
        return pending.rows().stream()
                .anyMatch(
                        row ->
                                row.origin().equals(taken.row().origin())
                                        && Arrays.equals(row.value(), taken.row().value()));
    }

    private static Pending ended(Pending pending, ForeignRow row) {
        return pending.expiring(LiveCarts.end(ShopRows.expiry(row)));
    }

    /// What a crash or an outage left between is ended as the shop's rows tell. What somebody is
    /// still at, here or in another process, is left to him.
    ///
    /// @return how many there were
    int settle() {
        int settled = 0;
        for (String name : trash.works()) {
            try (ShopWork work = works.take(name).orElse(null)) {
                if (work != null) {
                    settled += settleWork(name);
                }
            }
        }
        return settled;
    }

    private int settleWork(String name) {
        int settled = 0;
        List<Pending> left = trash.open(name, 0);
        while (!left.isEmpty()) {
            for (Pending pending : left) {
                settled += settleOrTell(pending) ? 1 : 0;
            }
            left = trash.open(name, left.getLast().ticket());
        }
        return settled;
    }

    /// What cannot be settled keeps nothing else from it.
    private boolean settleOrTell(Pending pending) {
        try {
            boolean settled = settle(pending);
            failing.remove(pending.ticket());
            return settled;
        } catch (Outage e) {
            throw e;
        } catch (RuntimeException e) {
            if (failing.size() < MOST_TOLD && failing.add(pending.ticket())) {
                LOG.atWarn()
                        .addKeyValue("kind", pending.kind())
                        .addKeyValue("failure", e.toString()) // without a driver's text
                        .log("could not settle what was begun and not ended; trying again");
            }
            return false;
        }
    }

    /// False, and left for another time, while the cart is being worked at otherwise.
    private boolean settle(Pending pending) {
        try (KeyGuards.Held held = guards.tryHold(List.of(pending.key())).orElse(null)) {
            if (held == null) {
                return false;
            }
            List<ShopRows.Taken> now = rows.find(pending.key(), view.salt());
            boolean there = now.stream().anyMatch(taken -> isOf(taken.row(), pending));
            boolean done = (pending.kind() == ForeignTrash.Kind.RESTORE) == there;
            if (done) {
                complete(pending, now);
            } else {
                trash.drop(List.of(pending));
            }
            held.changed();
        }
        view.find(pending.key()); // the index learns of whatever is there now
        return true;
    }

    /// A number is given once, so a row with the same one is the same, whatever it holds by now.
    private static boolean isOf(ForeignRow row, Pending pending) {
        return !row.origin().equals(ShopRows.META)
                && pending.rows().stream()
                        .filter(old -> old.origin().equals(row.origin()))
                        .anyMatch(
                                old ->
                                        ShopRows.number(old) == ShopRows.number(row)
                                                || Arrays.equals(old.value(), row.value()));
    }
}
