package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Selection;
import dev.cartwright.session.SessionIndex.Mark;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import dev.cartwright.woocommerce.ShopCart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps the index like the shop, part by part, and each alone.
class IndexTroubleTest {
    private static final CartTable COCART = CartTable.COCART;
    private static final CartKey KEY = new CartKey("t_guest");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final long soon = Instant.now().getEpochSecond() + 604_800;
    private final KeyGuards guards = new KeyGuards();
    private final LiveCarts live = new LiveCarts(Currency.USD);
    private final IndexProgress progress = new IndexProgress(true, LONG_AGO, live.salt());
    private final Lifetimes lifetimes = new Lifetimes();

    @TempDir private Path directory;
    private ShopBench bench;
    private ShopCarts carts;
    private ShopView view;
    private ShopChanges changes;

    /// Without a keeper.
    @BeforeEach
    void attach() {
        bench =
                ShopBench.of(
                        ShopBench.emptyShop(), directory.resolve("own.db"), InstantSource.system());
        layOut();
    }

    private void layOut() {
        var layouts = new CartLayouts(bench.shop);
        carts = new ShopCarts(bench.shop, layouts);
        view =
                new ShopView(
                        carts,
                        new ShopPeople(bench.shop, layouts),
                        bench.index,
                        guards,
                        progress,
                        () -> live,
                        InstantSource.system());
        changes = new ShopChanges(carts, view, bench.index, guards, progress, lifetimes);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Sweep sweep() {
        return new Sweep(COCART, carts, view, changes, progress);
    }

    private Watch watch() {
        var watch = new Watch(carts, view, changes, progress, lifetimes);
        watch.begin();
        return watch;
    }

    private void sweepThrough() {
        Instant begin = Instant.now();
        Sweep sweep = sweep();
        while (!sweep.step()) {
            assertThat(progress.clock(COCART).oldest()).isBefore(begin);
        }
        assertThat(progress.clock(COCART).oldest()).isAfterOrEqualTo(begin);
    }

    private List<Mark> indexed() {
        return bench.index.marks(COCART.origin(), 0, 100_000);
    }

    private List<String> keys() {
        return indexed().stream().map(mark -> mark.key().value()).toList();
    }

    private Seen read(CartKey key) {
        long mark = guards.mark(key);
        return new Seen(carts.find(key, live.salt()).orElseThrow(), mark);
    }

    /// A row, and the mark of before.
    private record Seen(ShopCart row, long mark) {}

    private void put(Seen seen) {
        view.see(List.of(new ShopView.Seen(KEY, seen.row, seen.mark)));
    }

    @Test
    void aSweepGetsThroughAGapOfThousands() {
        bench.putMany(4_000, soon);
        sweepThrough();
        assertThat(indexed()).hasSize(4_000);
        bench.run("DELETE FROM wp_cocart_carts WHERE cart_id BETWEEN 501 AND 3500");
        sweepThrough();
        assertThat(bench.indexed()).isEqualTo(bench.inShop()).hasSize(1_000);
    }

    @Test
    void aSweepGetsThroughATableThatWasEmptied() {
        bench.putMany(2_500, soon);
        sweepThrough();
        bench.run("TRUNCATE TABLE wp_cocart_carts");
        sweepThrough();
        assertThat(indexed()).isEmpty();
    }

    @Test
    void aGapOfVeryManyIsMoreThanOnePart() {
        bench.putMany(9_500, soon);
        sweepThrough();
        bench.run("DELETE FROM wp_cocart_carts WHERE cart_id < 9400");
        List<ShopMark> marks = carts.marks(COCART, 0, 1_000, live.salt());
        var first = changes.compare(COCART, 0, Long.MAX_VALUE, marks);
        assertThat(first.whole()).isTrue();
        assertThat(first.upTo()).isLessThan(9_400);
        assertThat(indexed()).hasSizeBetween(101, 1_500);
        var second = changes.compare(COCART, first.upTo(), Long.MAX_VALUE, marks);
        assertThat(second.upTo()).isEqualTo(Long.MAX_VALUE);
        assertThat(bench.indexed()).isEqualTo(bench.inShop()).hasSize(101);
    }

    @Test
    void whatWasReadEarlierIsNotPutOverWhatWasReadLater() {
        bench.put("t_guest", ShopBench.word("one"), soon);
        Seen earlier = read(KEY);
        bench.put("t_guest", ShopBench.word("two"), soon);
        put(read(KEY));
        put(earlier);
        assertThat(bench.indexed()).isEqualTo(bench.inShop());
    }

    @Test
    void whoDidNotFindACartDoesNotTakeOutTheOneThatCameSince() {
        Map<CartKey, Long> before = guards.marks(List.of(KEY));
        bench.put("t_guest", ShopBench.word("one"), soon);
        put(read(KEY));
        view.forget(before);
        assertThat(bench.indexed()).isEqualTo(bench.inShop()).hasSize(1);
    }

    @Test
    void whoReadACartDoesNotBringItBackBehindSomebodyWhoMissedIt() {
        bench.put("t_guest", ShopBench.word("one"), soon);
        put(read(KEY));
        bench.put("t_guest", ShopBench.word("two"), soon);
        Seen earlier = read(KEY);
        bench.run("DELETE FROM wp_cocart_carts");
        view.find(KEY);
        put(earlier);
        assertThat(indexed()).isEmpty();
    }

    @Test
    void aPartCountsAsSweptOnlyWhenTheIndexWasToldOfAllOfIt() throws InterruptedException {
        bench.putMany(5, soon);
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (var _ = guards.hold(List.of(new CartKey("t_3")))) {
                                        held.countDown();
                                        release.await();
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        held.await();
        Sweep sweep = sweep();
        assertThat(sweep.step()).isFalse();
        assertThat(progress.clock(COCART).oldest()).isEqualTo(LONG_AGO);
        release.countDown();
        writer.join();
        assertThat(sweep.step()).isTrue();
        assertThat(progress.clock(COCART).oldest()).isAfter(LONG_AGO);
        assertThat(bench.indexed()).isEqualTo(bench.inShop());
    }

    @Test
    void afterATruncateNewCartsAreFoundAtOnceAndAreNew() {
        bench.putMany(700, soon);
        sweepThrough();
        Watch watch = watch();
        bench.run("TRUNCATE TABLE wp_cocart_carts");
        bench.put("n_1", ShopBench.word("one"), soon);
        bench.put("n_2", ShopBench.word("two"), soon);
        watch.look(false);
        assertThat(keys()).contains("n_1", "n_2");
        assertThat(bench.index.known(List.of(new CartKey("n_1"))).getFirst().session().times())
                .matches(times -> !times.estimated());
        bench.put("n_3", ShopBench.word("three"), soon);
        watch.look(false);
        assertThat(keys()).contains("n_3");
    }

    @Test
    void aTableWhoseNewestRowIsGoneIsWatchedOn() {
        bench.putMany(3, soon);
        Watch watch = watch();
        bench.run("DELETE FROM wp_cocart_carts WHERE cart_id = 3");
        watch.look(false);
        bench.run("TRUNCATE TABLE wp_cocart_carts");
        watch.look(false);
        bench.put("n_1", ShopBench.word("one"), soon);
        watch.look(false);
        assertThat(keys()).contains("n_1");
        assertThat(bench.index.known(List.of(new CartKey("n_1"))).getFirst().session().times())
                .matches(times -> !times.estimated());
    }

    @Test
    void manyPushedExpiriesAreFoundInOneLook() {
        bench.run("CREATE INDEX expiry ON wp_cocart_carts (cart_expiry)");
        layOut();
        bench.putMany(1_800, soon - 9_999);
        sweepThrough();
        Watch watch = watch();
        long pushed = Instant.now().getEpochSecond() + 604_800;
        bench.run("UPDATE wp_cocart_carts SET cart_expiry = %d + cart_id %% 2".formatted(pushed));
        watch.look(false);
        assertThat(bench.indexed()).isEqualTo(bench.inShop()).hasSize(1_800);
    }

    /// Each cart is read twice, once for trash and once for what is told of it.
    @Test
    void manyLargeCartsAreReadOneAfterTheOther() {
        String name = ShopBench.emptyShop();
        var sent = new ArrayList<Long>();
        var keys = new ArrayList<CartKey>();
        try (var large =
                ShopBench.of(
                        name,
                        MariaDb.server().open(name),
                        directory.resolve("large.db"),
                        InstantSource.system(),
                        trash ->
                                new ForwardingTrash(trash) {
                                    @Override
                                    public List<Pending> prepare(
                                            Kind kind,
                                            List<Deletion> deletions,
                                            Actor actor,
                                            String work) {
                                        sent.add(sent());
                                        return super.prepare(kind, deletions, actor, work);
                                    }
                                })) {
            large.started();
            large.sessions.keeper().close();
            for (int i = 0; i < 8; i++) {
                keys.add(new CartKey("t_" + i));
                large.put("t_" + i, ShopBench.word("x".repeat(5 << 20)), soon);
            }
            sent.add(sent());
            var selection = new Selection.Keys(keys);
            assertThat(large.store().deleteAll(selection, true, false, Actor.OPERATOR).deleted())
                    .isEqualTo(8);
            assertThat(sent).hasSizeGreaterThan(4);
            assertThat(sent.get(1) - sent.get(0)).isLessThan(25L << 20);
        }
    }

    /// By all of its connections; a statement that MariaDB and MySQL share.
    private static long sent() {
        try (Connection connection = MariaDb.server().connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Bytes_sent'")) {
            rows.next();
            return rows.getLong(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
