package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.outage.Outage;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.EmbeddedPostgresServer;
import dev.cartwright.store.sql.Events;
import dev.cartwright.store.sql.SqlForeignTrash;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Two processes are attached to one shop and share one database of ours. One stands still in the
/// middle of a deletion or restoration, or is gone, and the other looks after what is left.
class TwoProcessesTest {
    private static final CartKey KEY = new CartKey("t_guest");

    private final long soon = Instant.now().getEpochSecond() + 604_800;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    enum Own {
        SQLITE,
        POSTGRES
    }

    enum Step {
        PREPARED,
        DONE_IN_THE_SHOP
    }

    /// Tells that a step is reached, and goes on when it is let.
    private static final class StandingStill extends ForwardingTrash {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private volatile @Nullable Step step;

        StandingStill(ForeignTrash real) {
            super(real);
        }

        private void standAt(Step here) {
            if (step == here) {
                reached.countDown();
                await(goOn);
            }
        }

        @Override
        public List<Pending> prepare(
                Kind kind, List<Deletion> deletions, Actor actor, String work) {
            List<Pending> prepared = super.prepare(kind, deletions, actor, work);
            standAt(Step.PREPARED);
            return prepared;
        }

        @Override
        public Optional<Pending> prepareRestoration(CartKey key, Actor actor, String work) {
            Optional<Pending> prepared = super.prepareRestoration(key, actor, work);
            standAt(Step.PREPARED);
            return prepared;
        }

        @Override
        public List<Session> complete(List<Pending> pending, List<String> fingerprints) {
            standAt(Step.DONE_IN_THE_SHOP);
            return super.complete(pending, fingerprints);
        }
    }

    /// Counts how often it was asked what is left.
    private static final class Counting extends ForwardingTrash {
        private final AtomicInteger asked;

        Counting(ForeignTrash real, AtomicInteger asked) {
            super(real);
            this.asked = asked;
        }

        @Override
        public List<String> works() {
            asked.incrementAndGet();
            return super.works();
        }
    }

    /// The first stands still where it is told, the second keeps the index and looks after the
    /// ledger.
    private final class Two implements AutoCloseable {
        private final String shop = ShopBench.emptyShop();
        private final AtomicInteger asked = new AtomicInteger();
        private final ShopBench first;
        private final ShopBench second;
        private final StandingStill still;

        Two(Supplier<Database> own) {
            second = attach(own.get(), real -> new Counting(real, asked));
            second.put("t_guest", ShopBench.word("cart"), soon);
            second.started();
            Database database = own.get();
            still = new StandingStill(new SqlForeignTrash(database));
            first = attach(database, _ -> still);
        }

        private ShopBench attach(Database own, UnaryOperator<ForeignTrash> around) {
            return ShopBench.of(
                    shop, MariaDb.server().open(shop), own, InstantSource.system(), around);
        }

        /// Returns while the first stands at the step.
        Future<?> begin(Step step, Runnable act) {
            still.step = step;
            Future<?> acting = threads.submit(act);
            await(still.reached);
            return acting;
        }

        /// At least one look of the second has begun and ended.
        void letTheSecondLook() {
            int before = asked.get();
            ShopBench.await("two looks", () -> asked.get() >= before + 2);
        }

        void goOn(Future<?> acting) throws InterruptedException, ExecutionException {
            still.goOn.countDown();
            acting.get();
        }

        /// As the shop's database sees the end of a process, or a line that is cut.
        void cutTheFirst() {
            String work = second.trash.works().getFirst();
            String id = second.column("SELECT IS_USED_LOCK('" + work + "')").getFirst();
            second.run("KILL CONNECTION " + id);
        }

        void awaitSettled() {
            ShopBench.await("the ledger to be empty", () -> second.open().isEmpty());
        }

        String state() {
            second.awaitLikeTheShop();
            var trash = SessionFilter.builder().status(Status.TRASH).build();
            var page = new PageRequest.Numbered(1, 10);
            int trashed = second.store().list(trash, SessionOrder.NEWEST_FIRST, page).rows().size();
            return "%d live, %d in trash".formatted(second.inShop().size(), trashed);
        }

        List<Event.Type> acts() {
            return new Events(second.database).after(0, 100).stream().map(Event::type).toList();
        }

        @Override
        public void close() {
            still.goOn.countDown();
            first.close();
            second.close();
        }
    }

    private static void await(CountDownLatch latch) {
        ShopBench.await("the other", () -> latch.getCount() == 0);
    }

    private Two two(Own own, Path file) {
        String url = own == Own.POSTGRES ? EmbeddedPostgresServer.freshUrl() : "";
        return new Two(
                switch (own) {
                    case SQLITE -> () -> Database.sqlite(file, InstantSource.system());
                    case POSTGRES -> () -> Database.postgres(url, InstantSource.system());
                });
    }

    private static void trash(ShopBench bench) {
        assertThat(bench.store().trash(KEY, Actor.OPERATOR)).isPresent();
    }

    private static void restore(ShopBench bench) {
        assertThat(bench.store().restore(KEY, Actor.OPERATOR))
                .isInstanceOf(Restoration.Restored.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDeletionThatStandsStillIsLeftToWhoeverBeganIt(Own own, Step step, @TempDir Path files)
            throws Exception {
        try (Two two = two(own, files.resolve("own.db"))) {
            Future<?> deleting = two.begin(step, () -> trash(two.first));
            two.letTheSecondLook();
            assertThat(two.second.open()).hasSize(1);
            two.goOn(deleting);
            assertThat(two.second.open()).isEmpty();
            assertThat(two.state()).isEqualTo("0 live, 1 in trash");
            assertThat(two.acts()).containsExactly(Event.Type.CART_TRASHED);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aRestorationThatStandsStillIsLeftToWhoeverBeganIt(Own own, Step step, @TempDir Path files)
            throws Exception {
        try (Two two = two(own, files.resolve("own.db"))) {
            trash(two.first);
            Future<?> restoring = two.begin(step, () -> restore(two.first));
            two.letTheSecondLook();
            assertThat(two.second.open()).hasSize(1);
            two.goOn(restoring);
            assertThat(two.second.open()).isEmpty();
            assertThat(two.state()).isEqualTo("1 live, 0 in trash");
            assertThat(two.acts())
                    .containsExactly(Event.Type.CART_TRASHED, Event.Type.CART_RESTORED);
        }
    }

    /// It was taken for dead, and was not: what it had begun must not happen after all.
    @ParameterizedTest
    @EnumSource
    void aDeletionThatWasCutOffDoesNothingWhenItGoesOn(Own own, @TempDir Path files)
            throws Exception {
        try (Two two = two(own, files.resolve("own.db"))) {
            Future<?> deleting = two.begin(Step.PREPARED, () -> trash(two.first));
            two.cutTheFirst();
            two.awaitSettled();
            assertThat(two.state()).isEqualTo("1 live, 0 in trash");
            assertThatThrownBy(() -> two.goOn(deleting)).hasCauseInstanceOf(Outage.class);
            assertThat(two.state()).isEqualTo("1 live, 0 in trash");
            assertThat(two.acts()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionThatWasCutOffBehindTheShopIsEndedOnce(Own own, @TempDir Path files)
            throws Exception {
        try (Two two = two(own, files.resolve("own.db"))) {
            Future<?> deleting = two.begin(Step.DONE_IN_THE_SHOP, () -> trash(two.first));
            two.cutTheFirst();
            two.awaitSettled();
            assertThat(two.state()).isEqualTo("0 live, 1 in trash");
            two.goOn(deleting);
            assertThat(two.state()).isEqualTo("0 live, 1 in trash");
            assertThat(two.acts()).containsExactly(Event.Type.CART_TRASHED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestorationThatWasCutOffDoesNothingWhenItGoesOn(Own own, @TempDir Path files)
            throws Exception {
        try (Two two = two(own, files.resolve("own.db"))) {
            trash(two.first);
            Future<?> restoring = two.begin(Step.PREPARED, () -> restore(two.first));
            two.cutTheFirst();
            two.awaitSettled();
            assertThatThrownBy(() -> two.goOn(restoring)).hasCauseInstanceOf(Outage.class);
            assertThat(two.state()).isEqualTo("0 live, 1 in trash");
            assertThat(two.acts()).containsExactly(Event.Type.CART_TRASHED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestorationThatWasCutOffBehindTheShopIsEndedOnce(Own own, @TempDir Path files)
            throws Exception {
        try (Two two = two(own, files.resolve("own.db"))) {
            trash(two.first);
            Future<?> restoring = two.begin(Step.DONE_IN_THE_SHOP, () -> restore(two.first));
            two.cutTheFirst();
            two.awaitSettled();
            two.goOn(restoring);
            assertThat(two.state()).isEqualTo("1 live, 0 in trash");
            assertThat(two.acts())
                    .containsExactly(Event.Type.CART_TRASHED, Event.Type.CART_RESTORED);
        }
    }

    static Stream<Arguments> all() {
        return Stream.of(Own.values())
                .flatMap(own -> Stream.of(Step.values()).map(step -> Arguments.of(own, step)));
    }
}
