package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The process ends between any two steps of a deletion or restoration.
class CrashTest {
    private final long soon = Instant.now().getEpochSecond() + 604_800;
    private static final CartKey KEY = new CartKey("t_guest");

    @TempDir private Path directory;

    private enum Step {
        NEVER,
        PREPARED,
        DONE_IN_THE_SHOP
    }

    /// Caught by nobody, as the end of a process.
    private static final class Crash extends Error {}

    /// Stops at a step; a process that is gone drops nothing either.
    private static final class CrashingTrash extends ForwardingTrash {
        private Step step = Step.NEVER;

        CrashingTrash(ForeignTrash real) {
            super(real);
        }

        @Override
        public List<Pending> prepare(
                Kind kind, List<Deletion> deletions, Actor actor, String work) {
            List<Pending> prepared = super.prepare(kind, deletions, actor, work);
            crashAt(Step.PREPARED);
            return prepared;
        }

        @Override
        public Optional<Pending> prepareRestoration(CartKey key, Actor actor, String work) {
            Optional<Pending> prepared = super.prepareRestoration(key, actor, work);
            crashAt(Step.PREPARED);
            return prepared;
        }

        @Override
        public List<Session> complete(List<Pending> pending, List<String> fingerprints) {
            crashAt(Step.DONE_IN_THE_SHOP);
            return super.complete(pending, fingerprints);
        }

        private void crashAt(Step here) {
            if (step == here) {
                throw new Crash();
            }
        }

        @Override
        public void drop(List<Pending> pending) {
            if (step == Step.NEVER) {
                super.drop(pending);
            }
        }
    }

    private @Nullable CrashingTrash crashing;

    /// Without a keeper, who would settle before we look.
    private ShopBench attach(String name) {
        return attach(name, MariaDb.server().url(name));
    }

    private ShopBench attach(String name, String url) {
        return ShopBench.of(
                name,
                WooDatabase.open(WooAddress.of(url, null, null, null)),
                directory.resolve("own.db"),
                InstantSource.system(),
                trash -> crashing = new CrashingTrash(trash));
    }

    private void run(Step step, boolean inTrash, String doing, Runnable meanwhile, String result) {
        String name = ShopBench.emptyShop();
        try (var bench = attach(name)) {
            if (nativeTable) {
                bench.putNative("t_guest", ShopBench.word("cart"), soon);
            } else {
                bench.put("t_guest", ShopBench.word("cart"), soon);
            }
            bench.started();
            if (inTrash) {
                bench.store().trash(KEY, Actor.OPERATOR);
            }
            bench.sessions.keeper().close();
            Objects.requireNonNull(crashing).step = step;
            assertThatThrownBy(() -> act(bench.store(), doing)).isInstanceOf(Crash.class);
        }
        this.name = name;
        meanwhile.run();
        try (var bench = attach(name).started()) {
            ShopBench.await("what was begun", () -> bench.open().isEmpty());
            bench.awaitLikeTheShop();
            assertThat(state(bench)).isEqualTo(result);
        }
    }

    private String name = "";
    private boolean nativeTable;

    private static void act(WooSessionStore store, String doing) {
        switch (doing) {
            case "trash" -> store.trash(KEY, Actor.OPERATOR);
            case "purge" -> store.purge(KEY, Actor.OPERATOR);
            default -> store.restore(KEY, Actor.OPERATOR);
        }
    }

    private static String state(ShopBench bench) {
        var trash = SessionFilter.builder().status(Status.TRASH).build();
        int trashed =
                bench.store()
                        .list(trash, SessionOrder.NEWEST_FIRST, new PageRequest.Numbered(1, 10))
                        .rows()
                        .size();
        return "%d live, %d in trash".formatted(bench.inShop().size(), trashed);
    }

    private static final Runnable NOTHING = () -> {};

    @Test
    void aDeletionThatWasOnlyPreparedDidNotHappen() {
        run(Step.PREPARED, false, "trash", NOTHING, "1 live, 0 in trash");
    }

    @Test
    void aDeletionThatReachedTheShopHappened() {
        run(Step.DONE_IN_THE_SHOP, false, "trash", NOTHING, "0 live, 1 in trash");
    }

    @Test
    void cartsOfWooCommercesOwnTableEndAsWell() {
        nativeTable = true;
        run(Step.DONE_IN_THE_SHOP, false, "trash", NOTHING, "0 live, 1 in trash");
        run2(Step.PREPARED, "trash", "1 live, 0 in trash");
        run2(Step.DONE_IN_THE_SHOP, "purge", "0 live, 0 in trash");
        directory.resolve("own.db").toFile().delete();
        run(Step.DONE_IN_THE_SHOP, true, "restore", NOTHING, "1 live, 0 in trash");
        directory.resolve("own.db").toFile().delete();
        run(Step.PREPARED, true, "restore", NOTHING, "0 live, 1 in trash");
    }

    @Test
    void aDeletionForGoodEndsWithoutACopy() {
        run(Step.PREPARED, false, "purge", NOTHING, "1 live, 0 in trash");
        run2(Step.DONE_IN_THE_SHOP, "purge", "0 live, 0 in trash");
    }

    private void run2(Step step, String doing, String result) {
        directory.resolve("own.db").toFile().delete();
        run(step, false, doing, NOTHING, result);
    }

    @Test
    void aRestorationThatWasOnlyPreparedDidNotHappen() {
        run(Step.PREPARED, true, "restore", NOTHING, "0 live, 1 in trash");
    }

    @Test
    void aRestorationThatReachedTheShopHappened() {
        run(Step.DONE_IN_THE_SHOP, true, "restore", NOTHING, "1 live, 0 in trash");
    }

    @Test
    void aCartThatTheShopperChangedSinceIsNotTaken() {
        run(Step.PREPARED, false, "trash", () -> change("newer"), "1 live, 0 in trash");
    }

    @Test
    void aNewCartOfTheSameKeyStaysBesideTheOneInTrash() {
        run(Step.DONE_IN_THE_SHOP, false, "trash", () -> change("newer"), "1 live, 1 in trash");
    }

    @Test
    void aRestoredCartThatTheShopperChangedSinceIsRestored() {
        run(Step.DONE_IN_THE_SHOP, true, "restore", () -> change("newer"), "1 live, 0 in trash");
    }

    @Test
    void aNewCartTakesThePlaceOfOneThatWasNotRestored() {
        run(Step.PREPARED, true, "restore", () -> change("newer"), "1 live, 1 in trash");
    }

    private void change(String word) {
        MariaDb.server()
                .run(
                        name,
                        """
                        INSERT INTO wp_cocart_carts
                          (cart_key, cart_value, cart_created, cart_expiry, cart_source, cart_hash)
                        VALUES ('t_guest', '%s', 5, %d, 'cocart', '')
                        ON DUPLICATE KEY UPDATE cart_value = VALUES(cart_value)"""
                                .formatted(
                                        new String(ShopBench.word(word), StandardCharsets.UTF_8),
                                        soon));
    }

    /// The line is cut between the shop's commit and its answer: nobody knows, and the rows tell.
    @Test
    void aDeletionWhoseCommitWasNotAnsweredHappened() {
        String shop = ShopBench.emptyShop();
        try (var line = new ShopLine();
                var bench = attach(shop, line.url(shop))) {
            bench.put("t_guest", ShopBench.word("cart"), soon);
            bench.started();
            line.cutTheNextCommit();
            assertThatThrownBy(() -> act(bench.store(), "trash")).isInstanceOf(InDoubt.class);
            ShopBench.await("what was begun", () -> bench.open().isEmpty());
            assertThat(state(bench)).isEqualTo("0 live, 1 in trash");
            line.cutTheNextCommit();
            assertThatThrownBy(() -> act(bench.store(), "restore")).isInstanceOf(InDoubt.class);
            ShopBench.await("what was begun", () -> bench.open().isEmpty());
            assertThat(state(bench)).isEqualTo("1 live, 0 in trash");
        }
    }

    @Test
    void manyDeletionsWhoseCommitWasNotAnsweredHappened() {
        String shop = ShopBench.emptyShop();
        try (var line = new ShopLine();
                var bench = attach(shop, line.url(shop))) {
            bench.putMany(20, soon);
            bench.started();
            line.cutTheNextCommit();
            List<CartKey> keys = List.copyOf(bench.inShop().keySet());
            assertThatThrownBy(
                            () ->
                                    bench.store()
                                            .deleteAll(
                                                    new Selection.Keys(keys),
                                                    false,
                                                    false,
                                                    Actor.OPERATOR))
                    .isInstanceOf(InDoubt.class);
            ShopBench.await("what was begun", () -> bench.open().isEmpty());
            assertThat(state(bench)).isEqualTo("0 live, 10 in trash"); // a page of them
            assertThat(bench.store().counts().byStatus()).containsEntry(Status.TRASH, 20L);
        }
    }

    /// Whoever settles is not kept by it from anything else.
    @Test
    void whatCannotBeSettledKeepsNothingElseFromIt() {
        String shop = ShopBench.emptyShop();
        var other = new CartKey("t_2");
        try (var bench = attach(shop)) {
            bench.putMany(2, soon);
            bench.started();
            bench.sessions.keeper().close();
            Objects.requireNonNull(crashing).step = Step.DONE_IN_THE_SHOP;
            for (CartKey key : List.of(new CartKey("t_1"), other)) {
                assertThatThrownBy(() -> bench.store().trash(key, Actor.OPERATOR))
                        .isInstanceOf(Crash.class);
            }
            // an index that was never filled
            bench.database.write(
                    handle ->
                            handle.prepare("UPDATE foreign_index SET complete = 0")
                                    .executeUpdate());
        }
        try (var bench =
                ShopBench.of(
                        shop,
                        MariaDb.server().open(shop),
                        directory.resolve("own.db"),
                        InstantSource.system(),
                        trash -> new Unsettling(trash, new CartKey("t_1")))) {
            bench.started();
            ShopBench.await("the other", () -> bench.open().size() == 1);
            assertThat(bench.open().getFirst().key()).isEqualTo(new CartKey("t_1"));
            assertThat(state(bench)).isEqualTo("0 live, 1 in trash");
        }
    }

    /// Fails with one cart, always.
    private static final class Unsettling extends ForwardingTrash {
        private final CartKey bad;

        Unsettling(ForeignTrash real, CartKey bad) {
            super(real);
            this.bad = bad;
        }

        @Override
        public List<Session> complete(List<Pending> pending, List<String> fingerprints) {
            if (pending.stream().anyMatch(one -> one.key().equals(bad))) {
                throw new IllegalStateException("cannot be completed");
            }
            return super.complete(pending, fingerprints);
        }
    }

    @Test
    void withoutACrashBothEndWell() {
        String shop = ShopBench.emptyShop();
        try (var bench = attach(shop)) {
            bench.put("t_guest", ShopBench.word("cart"), soon);
            bench.started();
            bench.store().trash(KEY, Actor.OPERATOR);
            assertThat(state(bench)).isEqualTo("0 live, 1 in trash");
            assertThat(bench.store().restore(KEY, Actor.OPERATOR))
                    .isInstanceOf(Restoration.Restored.class);
            assertThat(state(bench)).isEqualTo("1 live, 0 in trash");
        }
    }
}
