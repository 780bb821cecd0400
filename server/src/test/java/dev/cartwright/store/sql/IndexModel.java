package dev.cartwright.store.sql;

import static dev.cartwright.store.sql.IndexUnderTest.row;
import static dev.cartwright.store.sql.IndexUnderTest.seen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ForeignTrash.Deletion;
import dev.cartwright.session.ForeignTrash.Kind;
import dev.cartwright.session.ForeignTrash.Pending;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Does to an index what a shop, its customers and its managers do, at random, and recounts.
final class IndexModel {
    private final IndexUnderTest test;
    private final RandomGenerator random;

    /// What the index must know: fingerprints of live rows.
    private final Map<CartKey, String> live = new HashMap<>();

    private final List<Pending> open = new ArrayList<>();

    private IndexModel(IndexUnderTest test, long seed) {
        this.test = test;
        random = new Random(seed);
    }

    static void run(IndexUnderTest test, int steps) {
        long seed = System.nanoTime();
        var model = new IndexModel(test, seed);
        for (int i = 0; i < steps; i++) {
            try {
                model.step();
                if (i % 250 == 249) {
                    model.check();
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed %d, step %d".formatted(seed, i), e);
            }
        }
        model.check();
    }

    private void check() {
        Recount.check(test.database());
        var found = new HashMap<CartKey, String>();
        for (SessionIndex.Known known : test.index().known(keys())) {
            found.put(known.session().key(), known.fingerprint());
        }
        assertThat(found).isEqualTo(live);
        assertThat(test.store().counts().live()).isEqualTo(live.size());
        assertThat(test.begun()).hasSize(open.size());
    }

    private static List<CartKey> keys() {
        var keys = new ArrayList<CartKey>();
        for (int i = 0; i < 40; i++) {
            keys.add(new CartKey("key" + i + "_A"));
        }
        return keys;
    }

    private void step() {
        CartKey key = keys().get(random.nextInt(40));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> put();
            case 4 -> {
                ImportedSession written = any();
                test.index().save(written, Actor.key(1));
                live.put(written.key(), written.fingerprint());
            }
            case 5 -> {
                assertThat(test.index().remove(List.of(key)))
                        .isEqualTo(live.containsKey(key) ? 1 : 0);
                live.remove(key);
            }
            case 6, 7 -> prepare(key);
            case 8 ->
                    test.trash()
                            .prepareRestoration(key, Actor.key(1), IndexUnderTest.WORK)
                            .ifPresent(open::add);
            case 9, 10 -> end();
            default -> own(key);
        }
    }

    private ImportedSession any() {
        SessionDraft draft = SampleCarts.random(random, IndexUnderTest.NOW);
        CartDocument document =
                random.nextInt(6) == 0
                        ? new CartDocument.Unreadable("odd", new byte[] {1})
                        : new CartDocument.Readable(draft.cart());
        String origin = random.nextInt(4) == 0 ? IndexUnderTest.SESSIONS : IndexUnderTest.CARTS;
        return seen(draft, origin, random.nextInt(60), "f" + random.nextInt(1000), document);
    }

    private void put() {
        var some = new ArrayList<ImportedSession>();
        for (int i = random.nextInt(1, 12); i > 0; i--) {
            some.add(any());
        }
        List<Session> rows = test.index().put(some);
        assertThat(rows).hasSameSizeAs(some);
        some.forEach(one -> live.put(one.key(), one.fingerprint()));
    }

    private void prepare(CartKey key) {
        var known = test.index().known(List.of(key));
        if (known.isEmpty()) {
            return;
        }
        Session session = known.getFirst().session();
        Cart cart = SampleCarts.random(random, IndexUnderTest.NOW).cart();
        var stored = new StoredSession(session, new CartDocument.Readable(cart));
        long number =
                test.index().marks(known.getFirst().origin(), -1, 1000).stream()
                        .filter(mark -> mark.key().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .rowId();
        var rows = List.of(row(known.getFirst().origin(), number, "a"), row("meta", 3, "b"));
        Kind kind = random.nextBoolean() ? Kind.TRASH : Kind.PURGE;
        var deletion = new Deletion(stored, rows);
        open.addAll(
                test.trash().prepare(kind, List.of(deletion), Actor.key(1), IndexUnderTest.WORK));
    }

    /// Completed, or dropped, however much has happened since.
    private void end() {
        if (open.isEmpty()) {
            return;
        }
        Pending one = open.remove(random.nextInt(open.size()));
        if (random.nextInt(4) == 0) {
            test.trash().drop(List.of(one));
            return;
        }
        test.trash().complete(List.of(one), List.of("restored"));
        assertThat(test.trash().complete(List.of(one), List.of("twice"))).isEmpty();
        live.remove(one.key());
        for (SessionIndex.Known known : test.index().known(List.of(one.key()))) {
            live.put(one.key(), known.fingerprint()); // a newer one, or the restored one
        }
        assertThat(one.kind() != Kind.RESTORE || live.containsKey(one.key())).isTrue();
    }

    private void own(CartKey key) {
        var trash = SessionFilter.builder().status(Status.TRASH).build();
        if (random.nextBoolean()) {
            test.store().deleteAll(new Selection.Matching(trash, 2), true, false, Actor.SYSTEM);
        } else if (!live.containsKey(key)) {
            test.store().purge(key, Actor.SYSTEM);
        }
    }
}
