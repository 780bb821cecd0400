package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.InMemorySessionStore;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.Status;
import dev.cartwright.session.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Drives a store and the plain one in memory with the same random commands, and compares every
/// answer.
final class SessionStoreModel {
    private final RandomGenerator random;
    private final MovingClock clock;
    private final SessionStore store;
    private final SessionStore model;

    private SessionStoreModel(Database database, Limits limits, long seed) {
        random = new Random(seed);
        clock = new MovingClock(database.clock().instant());
        var moving = new Database(database.engine(), clock); // the same connections, another clock
        store = new SqlSessionStore(moving, limits);
        model = new InMemorySessionStore(clock);
    }

    static void compare(Database database, int steps) {
        compare(database, Limits.USUAL, steps);
    }

    static void compare(Database database, Limits limits, int steps) {
        long seed = System.nanoTime();
        var test = new SessionStoreModel(database, limits, seed);
        for (int i = 0; i < steps; i++) {
            int step = i;
            try {
                test.step();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed %d, step %d".formatted(seed, step), e);
            }
        }
    }

    private void step() {
        CartKey key = new CartKey("key" + random.nextInt(40) + "_A");
        Actor actor = random.nextBoolean() ? Actor.SHOPPER : Actor.key(3);
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> {
                SessionDraft draft = SampleCarts.random(random, clock.now);
                same(store.save(draft, actor), model.save(draft, actor));
            }
            case 3 -> {
                var drafts = new ArrayList<SessionDraft>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    drafts.add(SampleCarts.random(random, clock.now));
                }
                same(store.saveAll(drafts, actor), model.saveAll(drafts, actor));
            }
            case 4 -> same(store.trash(key, actor), model.trash(key, actor));
            case 5 -> same(store.purge(key, actor), model.purge(key, actor));
            case 6 -> same(store.restore(key, actor), model.restore(key, actor));
            case 7, 8 -> {
                List<ImportedSession> some = List.of(imported(), imported());
                same(store.importAll(some, Actor.IMPORT), model.importAll(some, Actor.IMPORT));
            }
            case 9 -> bulk(actor);
            case 10 -> same(store.counts(), model.counts());
            case 11 -> clock.now = clock.now.plusSeconds(random.nextLong(0, 4_000));
            default -> lists();
        }
        same(store.find(key), model.find(key));
    }

    private ImportedSession imported() {
        SessionDraft draft = SampleCarts.random(random, clock.now);
        return new ImportedSession(
                random.nextInt(3) == 0 ? "sessions" : "carts",
                "f" + random.nextInt(3),
                random.nextInt(60),
                draft.key(),
                draft.owner(),
                draft.times(),
                draft.source(),
                random.nextInt(6) == 0
                        ? new CartDocument.Unreadable("odd", new byte[0])
                        : new CartDocument.Readable(draft.cart()));
    }

    private void bulk(Actor actor) {
        Selection selection =
                random.nextBoolean()
                        ? new Selection.Keys(List.of(new CartKey("key1_A"), new CartKey("key7_A")))
                        : new Selection.Matching(narrow());
        boolean forGood = random.nextInt(3) == 0;
        boolean dryRun = random.nextInt(3) == 0;
        same(
                store.deleteAll(selection, forGood, dryRun, actor),
                model.deleteAll(selection, forGood, dryRun, actor));
    }

    private SessionFilter narrow() {
        return SessionFilter.builder()
                .status(random.nextInt(3) == 0 ? Status.TRASH : null)
                .product((long) random.nextInt(8))
                .maxTotal(BigDecimal.valueOf(20))
                .build();
    }

    private void lists() {
        SessionFilter filter = filter();
        for (SessionOrder.Field field : SessionOrder.Field.values()) {
            var order = new SessionOrder(field, random.nextBoolean());
            int size = random.nextInt(1, 9);
            int number = random.nextInt(1, 6);
            sameRows(filter, order, new PageRequest.Numbered(number, size));
            byCursor(filter, order, size);
        }
    }

    /// Forwards to the end, and from there back to the beginning.
    private void byCursor(SessionFilter filter, SessionOrder order, int size) {
        Page<Session> page = sameRows(filter, order, new PageRequest.Numbered(1, size));
        Optional<Position> next = page.next();
        Optional<Position> previous = Optional.empty();
        while (next.isPresent()) {
            page = sameRows(filter, order, new PageRequest.From(next.get(), size));
            next = page.next();
            previous = page.previous();
        }
        while (previous.isPresent()) {
            page = sameRows(filter, order, new PageRequest.From(previous.get(), size));
            previous = page.previous();
        }
    }

    private Page<Session> sameRows(SessionFilter filter, SessionOrder order, PageRequest request) {
        Page<Session> ours = store.list(filter, order, request);
        Page<Session> theirs = model.list(filter, order, request);
        assertThat(ours.rows()).as("%s %s %s", filter, order, request).isEqualTo(theirs.rows());
        same(ours.total(), theirs.total());
        same(ours.next().isPresent(), theirs.next().isPresent());
        return ours;
    }

    private SessionFilter filter() {
        var filter = SessionFilter.builder();
        if (random.nextInt(2) == 0) {
            filter.status(List.of(Status.values()).get(random.nextInt(4)));
        }
        if (random.nextInt(5) == 0) {
            filter.source(random.nextBoolean() ? "cocart" : "woocommerce");
        }
        if (random.nextInt(5) == 0) {
            filter.customer(Owner.of(random.nextInt(4)));
        }
        if (random.nextInt(6) == 0) {
            filter.email(random.nextBoolean() ? "j.DOE@example.com" : "");
        }
        if (random.nextInt(6) == 0) {
            filter.hasItems(random.nextBoolean());
        }
        if (random.nextInt(5) == 0) {
            filter.minTotal(BigDecimal.valueOf(random.nextLong(0, 70)));
        }
        if (random.nextInt(5) == 0) {
            filter.maxTotal(new BigDecimal("40.005"));
        }
        if (random.nextInt(6) == 0) {
            filter.created(range());
        }
        if (random.nextInt(6) == 0) {
            filter.updated(range());
        }
        if (random.nextInt(6) == 0) {
            filter.expires(range());
        }
        if (random.nextInt(5) == 0) {
            filter.product((long) random.nextInt(8));
        }
        if (random.nextInt(4) == 0) {
            filter.search(List.of("joh", "john doe", "key1", "a.@", "mül").get(random.nextInt(5)));
        }
        return filter.build();
    }

    private TimeRange range() {
        Instant middle = clock.now.plusSeconds(random.nextLong(-400_000, 40_000));
        return switch (random.nextInt(3)) {
            case 0 -> new TimeRange(middle, null);
            case 1 -> new TimeRange(null, middle.plusNanos(random.nextInt(2)));
            default -> new TimeRange(middle, middle.plusSeconds(90_000));
        };
    }

    private static void same(Object ours, Object theirs) {
        assertThat(ours).usingRecursiveComparison().isEqualTo(theirs);
    }
}
