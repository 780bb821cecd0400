package dev.cartwright.bench;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.Totals;
import dev.cartwright.event.Actor;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.StoredSession;
import dev.cartwright.session.Times;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.SqlSessionStore;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// A shopper changes her cart, again and again, from 64 callers at once, each waiting until her
/// change is on the disk; beside it a bare loop that writes the same rows of the same tables in
/// groups of 64, with nothing read, encoded, queued or handed over.
final class DurableWrites {
    private static final int CALLERS = 64;
    private static final int CARTS = 20_000;
    private static final int ROUNDS = 3;

    private final SessionStore store;
    private final List<SessionDraft> drafts;

    private DurableWrites(SessionStore store, List<SessionDraft> drafts) {
        this.store = store;
        this.drafts = drafts;
    }

    /// Writes a second.
    record Result(double store, double bare) {
        double share() {
            return store / bare;
        }
    }

    static Result measure(DataSet data, int seconds)
            throws IOException, SQLException, InterruptedException {
        List<SessionDraft> drafts = stored(data);
        var stored = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            try (Database database = data.open()) {
                var store = new SqlSessionStore(database);
                stored.add(new DurableWrites(store, drafts).run(seconds));
            }
            try (var loop = new BareLoop(data.file(), data.size())) {
                bare.add(loop.run(seconds));
            }
        }
        return new Result(median(stored), median(bare));
    }

    /// The carts as they lie there: made anew, their ages would count from today, and every first
    /// change would move the time of creation, which no shopper's change does.
    private static List<SessionDraft> stored(DataSet data) {
        var drafts = new ArrayList<SessionDraft>(CARTS);
        try (Database database = data.open()) {
            var store = new SqlSessionStore(database);
            var order = new SessionOrder(SessionOrder.Field.CART_ID, false);
            for (int page = 1; drafts.size() < Math.min(CARTS, data.size()); page++) {
                var request = new PageRequest.Numbered(page, PageRequest.MAX_SIZE);
                List<Session> rows = store.list(SessionFilter.ALL, order, request).rows();
                store.load(rows).forEach(one -> drafts.add(draft(one)));
            }
        }
        return drafts;
    }

    private static SessionDraft draft(StoredSession stored) {
        Session row = stored.session();
        if (!(stored.document() instanceof CartDocument.Readable(Cart cart))) {
            throw new IllegalStateException("a cart cannot be read");
        }
        return new SessionDraft(row.key(), row.owner(), row.times(), row.source(), cart);
    }

    private double run(int seconds) throws InterruptedException {
        var written = new LongAdder();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (System.nanoTime() < end) {
                                            change();
                                            written.increment();
                                        }
                                    }));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return written.sum() * 1e9 / (System.nanoTime() - begin);
    }

    private void change() {
        var random = ThreadLocalRandom.current();
        SessionDraft draft = drafts.get(random.nextInt(drafts.size()));
        Instant now = InstantSource.system().instant();
        Times times = draft.times();
        Cart cart = draft.cart();
        store.save(
                new SessionDraft(
                        draft.key(),
                        draft.owner(),
                        new Times(times.created(), now, now, now.plus(Duration.ofDays(7)), false),
                        draft.source(),
                        new Cart(
                                cart.currency(),
                                cart.items(),
                                cart.removedItems(),
                                total(cart.totals(), random.nextLong(100_000)),
                                cart.coupons(),
                                cart.fees(),
                                cart.customer(),
                                cart.hash(),
                                cart.sessionValue())),
                Actor.SHOPPER);
    }

    private static Totals total(Totals totals, long total) {
        return new Totals(
                total,
                totals.subtotalTax(),
                totals.discountTotal(),
                totals.discountTax(),
                totals.shippingTotal(),
                totals.shippingTax(),
                totals.feeTotal(),
                totals.feeTax(),
                total,
                totals.totalTax());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
