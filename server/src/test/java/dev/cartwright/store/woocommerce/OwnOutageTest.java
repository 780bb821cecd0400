package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Outage;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own database goes away in the middle of a deletion or restoration: what the shop has done by
/// then is told as done, and what it has not as not.
class OwnOutageTest {
    private static final CartKey KEY = new CartKey("t_guest");
    private final long soon = Instant.now().getEpochSecond() + 604_800;

    @TempDir private Path directory;
    private final Outages outages = new Outages();
    private ShopBench bench;

    /// Writes that are let through before all fail.
    private static final class Outages {
        private int prepared = Integer.MAX_VALUE;
        private int completed = Integer.MAX_VALUE;
        private Runnable shopper = () -> {};

        private void over() {
            prepared = Integer.MAX_VALUE;
            completed = Integer.MAX_VALUE;
        }
    }

    private static final class FailingTrash extends ForwardingTrash {
        private final Outages outages;

        FailingTrash(ForeignTrash real, Outages outages) {
            super(real);
            this.outages = outages;
        }

        private static Outage full() {
            return new Outage("There is no room left to store it.", Duration.ofSeconds(1));
        }

        @Override
        public List<Pending> prepare(
                Kind kind, List<Deletion> deletions, Actor actor, String work) {
            if (outages.prepared-- <= 0) {
                throw full();
            }
            outages.shopper.run();
            return super.prepare(kind, deletions, actor, work);
        }

        @Override
        public List<Session> complete(List<Pending> pending, List<String> fingerprints) {
            if (outages.completed-- <= 0) {
                throw full();
            }
            return super.complete(pending, fingerprints);
        }
    }

    @BeforeEach
    void attach() {
        String shop = ShopBench.emptyShop();
        bench =
                ShopBench.of(
                        shop,
                        MariaDb.server().open(shop),
                        directory.resolve("own.db"),
                        InstantSource.system(),
                        trash -> new FailingTrash(trash, outages));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void settled() {
        outages.over();
        ShopBench.await("what was begun", () -> bench.open().isEmpty());
        bench.awaitLikeTheShop();
    }

    private long inTrash() {
        return bench.store().counts().byStatus().getOrDefault(Status.TRASH, 0L);
    }

    @Test
    void aDeletionThatTheShopHasDoneIsDone() {
        bench.put("t_guest", ShopBench.word("cart"), soon);
        bench.started();
        outages.completed = 0;
        assertThat(bench.store().trash(KEY, Actor.OPERATOR)).isPresent();
        assertThat(bench.inShop()).isEmpty();
        assertThat(bench.store().find(KEY)).isEmpty();
        settled();
        assertThat(inTrash()).isEqualTo(1);
        assertThat(bench.store().restore(KEY, Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
    }

    @Test
    void aRestorationThatTheShopHasDoneIsDone() {
        bench.put("t_guest", ShopBench.word("cart"), soon);
        bench.started();
        bench.store().trash(KEY, Actor.OPERATOR);
        outages.completed = 0;
        assertThat(bench.store().restore(KEY, Actor.OPERATOR))
                .isInstanceOfSatisfying(
                        Restoration.Restored.class,
                        back -> assertThat(back.session().session().deletedAt()).isNull());
        assertThat(bench.inShop()).hasSize(1);
        settled();
        assertThat(inTrash()).isZero();
    }

    @Test
    void aRestorationTellsTheEndThatTheShopGot() {
        bench.put("t_guest", ShopBench.word("cart"), soon - 700_000);
        bench.started();
        bench.store().trash(KEY, Actor.OPERATOR);
        outages.completed = 0;
        Restoration back = bench.store().restore(KEY, Actor.OPERATOR);
        Session told = ((Restoration.Restored) back).session().session();
        assertThat(told.times().expiry()).isAfter(Instant.now().plus(Duration.ofDays(1)));
        settled();
        assertThat(bench.store().find(KEY).orElseThrow().session().times()).isEqualTo(told.times());
    }

    /// What was prepared for a cart that changed meanwhile must not be taken for done later.
    @Test
    void aCartThatChangesIsInTrashOnceAndAsItWasLast() {
        bench.putMany(2, soon);
        bench.started();
        var one = new CartKey("t_1");
        var newer = new AtomicReference<@Nullable String>();
        outages.completed = 0;
        outages.shopper =
                () -> {
                    outages.shopper = () -> {};
                    bench.put("t_1", ShopBench.word("newer"), soon);
                    newer.set(bench.inShop().get(one));
                };
        List<CartKey> keys = List.copyOf(bench.inShop().keySet());
        BulkOutcome outcome =
                bench.store().deleteAll(new Selection.Keys(keys), false, false, Actor.OPERATOR);
        assertThat(outcome.deleted()).isEqualTo(2);
        settled();
        assertThat(inTrash()).isEqualTo(2);
        bench.store().restore(one, Actor.OPERATOR);
        assertThat(bench.inShop()).hasSize(1).containsEntry(one, newer.get());
    }

    @Test
    void aDeletionThatCouldNotBeginIsNotDone() {
        bench.put("t_guest", ShopBench.word("cart"), soon);
        bench.started();
        outages.prepared = 0;
        assertThatThrownBy(() -> bench.store().trash(KEY, Actor.OPERATOR))
                .isInstanceOf(Outage.class);
        assertThat(bench.inShop()).hasSize(1);
        settled();
        assertThat(inTrash()).isZero();
    }

    @Test
    void ofManyByKeyThoseThatAreDoneAreTold() {
        bench.putMany(60, soon);
        bench.started();
        outages.prepared = 2;
        List<CartKey> keys = List.copyOf(bench.inShop().keySet());
        told(new Selection.Keys(keys), 10);
    }

    @Test
    void ofManyByFilterThoseThatAreDoneAreTold() {
        bench.putMany(60, soon);
        bench.started();
        outages.prepared = 2;
        told(new Selection.Matching(SessionFilter.builder().source("cocart").build(), 60), 1);
    }

    private void told(Selection selection, long atLeastRemaining) {
        BulkOutcome outcome = bench.store().deleteAll(selection, false, false, Actor.OPERATOR);
        assertThat(outcome.deleted()).isEqualTo(50);
        assertThat(outcome.remaining()).isBetween(atLeastRemaining, 10L);
        assertThat(bench.inShop()).hasSize(10);
        settled();
        assertThat(inTrash()).isEqualTo(50);
        assertThat(bench.store().deleteAll(selection, false, false, Actor.OPERATOR).deleted())
                .isEqualTo(10);
        var all = new PageRequest.Numbered(1, 10);
        assertThat(bench.store().list(SessionFilter.ALL, SessionOrder.NEWEST_FIRST, all).total())
                .isZero();
    }
}
