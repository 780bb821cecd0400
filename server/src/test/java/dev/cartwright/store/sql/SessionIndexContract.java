package dev.cartwright.store.sql;

import static dev.cartwright.store.sql.IndexUnderTest.cart;
import static dev.cartwright.store.sql.IndexUnderTest.same;
import static dev.cartwright.store.sql.IndexUnderTest.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.ForeignTrash.Kind;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionChanges;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.session.SessionIndex.Known;
import dev.cartwright.session.SessionIndex.Mark;
import dev.cartwright.session.SessionIndex.State;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.page.PageRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Gatherers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every index of a shop's carts promises.
interface SessionIndexContract extends IndexUnderTest {
    PageRequest FIRST = new PageRequest.Numbered(1, 10);

    private Known known(CartKey key) {
        return index().known(List.of(key)).getFirst();
    }

    @Test
    default void whatWasPutIsListedUnderTheShopsOwnNumber() {
        Session row = put(seen(KEY, 4335, "f1"));
        assertThat(row.id()).isEqualTo(4335);
        assertThat(row.version()).isEqualTo(1);
        assertThat(row.email()).isEqualTo("John@Example.com");
        assertThat(list(SessionFilter.ALL)).containsExactly(row);
        assertThat(list(SessionFilter.builder().product(43L).search("doe john").build()))
                .containsExactly(row);
        same(known(KEY), new Known(row, CARTS, "f1", null));
        assertThat(store().counts().live()).isEqualTo(1);
        Recount.check(database());
    }

    @Test
    default void aChangedRowReplacesAndAnUnchangedOneStays() {
        Session first = put(seen(KEY, 7, "f1"));
        assertThat(put(seen(KEY, 7, "f1"))).isEqualTo(first);
        var other =
                SampleCarts.draft(
                        KEY.value(),
                        new Owner.User(5),
                        NOW,
                        SampleCarts.cart(10, "new@example.com", "Åsa", "Li", 44));
        Session second = put(seen(other, 7, "f2"));
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.id()).isEqualTo(7);
        assertThat(list(SessionFilter.ALL)).containsExactly(second);
        assertThat(list(SessionFilter.builder().search("john").build())).isEmpty();
        assertThat(list(SessionFilter.builder().product(42L).build())).isEmpty();
        assertThat(list(SessionFilter.builder().product(44L).build())).containsExactly(second);
        assertThat(put(seen(other, 7, "f2"))).isEqualTo(second);
        Recount.check(database());
    }

    @Test
    default void aKeyMovesFromOneTableToTheOther() {
        put(seen(KEY, 7, "f1"));
        long number = (1L << 40) + 9;
        SessionDraft draft = SampleCarts.draft(KEY.value(), NOW, cart());
        var document = new CartDocument.Readable(draft.cart());
        Session moved = put(seen(draft, SESSIONS, number, "f1", document));
        assertThat(moved.id()).isEqualTo(number);
        assertThat(moved.version()).isEqualTo(2);
        assertThat(list(SessionFilter.ALL)).containsExactly(moved);
        assertThat(known(KEY).origin()).isEqualTo(SESSIONS);
        assertThat(index().marks(CARTS, 0, 10)).isEmpty();
        assertThat(index().marks(SESSIONS, 0, 10)).containsExactly(new Mark(number, KEY, "f1"));
        Recount.check(database());
    }

    @Test
    default void aNumberThatLiesInTrashIsNotTakenAndNobodyElseLosesHis() {
        Session trashed = trashed(put(seen(KEY, 5, "f1")));
        Session again = put(seen(KEY, 5, "f2"));
        assertThat(again.id()).isNotEqualTo(5).isGreaterThan(1L << 41);
        Session next = put(seen(new CartKey("next"), 6, "f1"));
        assertThat(next.id()).isEqualTo(6);
        assertThat(put(seen(KEY, 5, "f3")).id()).isEqualTo(again.id());
        assertThat(inTrash()).containsExactly(trashed);
        assertThat(index().marks(CARTS, 0, 10))
                .containsExactly(new Mark(5, KEY, "f3"), new Mark(6, new CartKey("next"), "f1"));
        store().purge(new CartKey("nobody"), Actor.OPERATOR);
        Recount.check(database());
    }

    /// A session of ours has a smaller one, or numbers would run out.
    @Test
    default void aNumberBeyondAllReasonIsKeptButNotTaken() {
        long number = (1L << 41) + 7;
        Session row = put(seen(KEY, number, "f1"));
        assertThat(row.id()).isNotEqualTo(number);
        assertThat(index().marks(CARTS, number - 1, 10))
                .containsExactly(new Mark(number, KEY, "f1"));
        assertThat(put(seen(KEY, number, "f2")).id()).isEqualTo(row.id());
        try (var loading = loading()) {
            loading.add(List.of(seen(KEY, number, "f3"), seen(new CartKey("n"), number + 1, "f")));
            loading.finish();
        }
        assertThat(list(SessionFilter.ALL)).extracting(Session::id).doesNotContain(number);
        assertThat(index().marks(CARTS, 0, 10))
                .extracting(Mark::rowId)
                .containsExactly(number, number + 1);
        Recount.check(database());
    }

    @Test
    default void twoKeysSwapTheirNumbers() {
        var one = new CartKey("one");
        var two = new CartKey("two");
        index().put(List.of(seen(one, 1, "f"), seen(two, 2, "f")));
        List<Session> rows = index().put(List.of(seen(one, 2, "f"), seen(two, 1, "f")));
        assertThat(rows).extracting(Session::id).containsExactly(2L, 1L);
        assertThat(rows).extracting(Session::version).containsExactly(2L, 2L);
        assertThat(index().marks(CARTS, 0, 10))
                .containsExactly(new Mark(1, two, "f"), new Mark(2, one, "f"));
        index().put(List.of(seen(one, 1, "f")));
        index().put(List.of(seen(two, 2, "f")));
        assertThat(index().marks(CARTS, 0, 10))
                .containsExactly(new Mark(1, one, "f"), new Mark(2, two, "f"));
        Recount.check(database());
    }

    @Test
    default void aRowWhoseKeyChangedIsMarkedUnderBothAndNoPageLosesOne() {
        var old = new CartKey("old");
        var now = new CartKey("now");
        var last = new CartKey("last");
        index().put(List.of(seen(old, 3, "f"), seen(now, 3, "g"), seen(last, 4, "h")));
        assertThat(index().marks(CARTS, 0, 1)).hasSize(2);
        assertThat(index().marks(CARTS, 3, 1)).containsExactly(new Mark(4, last, "h"));
        assertThat(index().remove(List.of(old, new CartKey("none")))).isEqualTo(1);
        assertThat(index().marks(CARTS, 0, 1)).containsExactly(new Mark(3, now, "g"));
        Recount.check(database());
    }

    @Test
    default void keysThatDifferByCaseAreTwo() {
        var lower = new CartKey("abc");
        var upper = new CartKey("ABC");
        index().put(List.of(seen(lower, 1, "f"), seen(upper, 2, "g")));
        assertThat(known(upper).fingerprint()).isEqualTo("g");
        assertThat(index().known(List.of(new CartKey("Abc")))).isEmpty();
        assertThat(index().remove(List.of(upper))).isEqualTo(1);
        assertThat(list(SessionFilter.ALL)).extracting(Session::key).containsExactly(lower);
        Recount.check(database());
    }

    @Test
    default void ofOneKeySeenTwiceTheLastCounts() {
        List<Session> rows = index().put(List.of(seen(KEY, 1, "f"), seen(KEY, 2, "g")));
        assertThat(rows).extracting(Session::key).containsExactly(KEY, KEY);
        assertThat(known(KEY).fingerprint()).isEqualTo("g");
        assertThat(list(SessionFilter.ALL)).hasSize(1);
        Recount.check(database());
    }

    @Test
    default void aCartThatCannotBeDecodedIsListedWithoutItsContents() {
        byte[] raw = "a:1:{broken".getBytes(StandardCharsets.UTF_8);
        SessionDraft draft = SampleCarts.draft(KEY.value(), NOW, cart());
        var unreadable = new CartDocument.Unreadable("no array", raw);
        Session row = put(seen(draft, CARTS, 3, "f", unreadable));
        assertThat(row.readable()).isFalse();
        assertThat(list(SessionFilter.ALL)).containsExactly(row);
        assertThat(known(KEY).contents()).isNull();
        Session better = put(seen(KEY, 3, "g"));
        assertThat(better.readable()).isTrue();
        Recount.check(database());
    }

    @Test
    default void contentsOfWhatWeWroteAreKeptUntilTheShopChangesThem() {
        put(seen(KEY, 3, "f"));
        Session saved = index().save(seen(KEY, 3, "g"), Actor.key(2));
        assertThat(saved.version()).isEqualTo(2);
        same(known(KEY), new Known(saved, CARTS, "g", new CartDocument.Readable(cart())));
        same(store().find(KEY).orElseThrow().document(), new CartDocument.Readable(cart()));
        assertThat(put(seen(KEY, 3, "g"))).isEqualTo(saved);
        assertThat(known(KEY).contents()).isNotNull();
        put(seen(KEY, 3, "h"));
        assertThat(known(KEY).contents()).isNull();
        assertThat(store().find(KEY).orElseThrow().document())
                .isInstanceOfSatisfying(
                        CartDocument.Unreadable.class,
                        document ->
                                assertThat(document.reason())
                                        .isEqualTo("lies in the shop's table"));
        Recount.check(database());
    }

    @Test
    default void onlyASaveIsAnAct() {
        put(seen(KEY, 3, "f"));
        put(seen(KEY, 3, "g"));
        index().remove(List.of(KEY));
        assertThat(events()).isEmpty();
        index().save(seen(KEY, 3, "h"), Actor.key(2));
        index().save(seen(KEY, 3, "h"), Actor.key(2));
        assertThat(events()).containsExactly(Event.Type.CART_CREATED, Event.Type.CART_UPDATED);
        assertThat(known(KEY).session().version()).isEqualTo(2);
    }

    @Test
    default void onlyTheShoppersOwnSaveIsActivity() {
        Session before = put(seen(KEY, 3, "f"));
        SessionDraft later = SampleCarts.draft(KEY.value(), NOW, cart());
        assertThat(index().save(seen(later, 3, "g"), Actor.key(2)).times().lastActivity())
                .isEqualTo(before.times().lastActivity());
        assertThat(index().save(seen(later, 3, "h"), Actor.SHOPPER).times().lastActivity())
                .isEqualTo(later.times().lastActivity());
    }

    @Test
    default void listenersHearOfEveryKeyThatIsTouched() {
        var heard = new ArrayList<CartKey>();
        database()
                .sessionChanges()
                .listen(
                        new SessionChanges.Listener() {
                            @Override
                            public void changed(CartKey key) {
                                heard.add(key);
                            }

                            @Override
                            public void anythingChanged() {
                                heard.add(new CartKey("anything"));
                            }
                        });
        Session row = put(seen(KEY, 3, "f"));
        assertThat(heard).containsExactly(KEY);
        put(seen(KEY, 3, "f"));
        assertThat(heard).hasSize(1);
        index().save(seen(KEY, 3, "g"), Actor.SYSTEM);
        assertThat(heard).hasSize(2);
        trashed(row);
        assertThat(heard).containsExactly(KEY, KEY, KEY);
        put(seen(KEY, 4, "f"));
        index().remove(List.of(KEY));
        assertThat(heard).hasSize(5).containsOnly(KEY);
    }

    @Test
    default void moreThanAThousandAtOnceAreRefused() {
        var many = new ArrayList<CartKey>();
        for (int i = 0; i < 1001; i++) {
            many.add(new CartKey("key" + i));
        }
        assertThatThrownBy(() -> index().known(many)).isInstanceOf(IllegalArgumentException.class);
        assertThat(index().known(many.subList(0, 1000))).isEmpty();
        assertThat(index().known(List.of())).isEmpty();
        assertThat(index().put(List.of())).isEmpty();
    }

    @Test
    default void aFilledIndexIsCompleteAndListsAtOnce() {
        assertThat(index().complete()).isFalse();
        try (var loading = loading()) {
            fill(loading, 9_000);
            assertThat(index().complete()).isFalse();
            loading.finish();
        }
        assertThat(index().complete()).isTrue();
        assertThat(store().counts().live()).isEqualTo(9_000);
        for (SessionOrder.Field field : SessionOrder.Field.values()) {
            var ids = new HashSet<Long>();
            for (int page = 1; page <= 9; page++) {
                store().list(
                                SessionFilter.ALL,
                                new SessionOrder(field, true),
                                new PageRequest.Numbered(page, 1000))
                        .rows()
                        .forEach(row -> ids.add(row.id()));
            }
            assertThat(ids).as("by %s", field).hasSize(9_000);
        }
        for (Status status : Status.values()) {
            long counted = store().counts().byStatus().getOrDefault(status, 0L);
            var filter = SessionFilter.builder().status(status).minTotal(BigDecimal.ZERO);
            assertThat(list(filter.build())).hasSize((int) Math.min(1000, counted));
        }
        assertThat(events()).isEmpty();
        Recount.check(database());
    }

    private static void fill(SessionIndex.Loading loading, int carts) {
        IndexMeasurement.carts(3, carts, NOW)
                .gather(Gatherers.windowFixed(700))
                .forEach(loading::add);
    }

    @Test
    default void aDoubtedIndexStaysAsItIsUntilItIsFilledAnew() {
        try (var loading = loading()) {
            fill(loading, 20);
            loading.finish();
        }
        index().doubt();
        assertThat(index().complete()).isFalse();
        assertThat(store().counts().live()).isEqualTo(20);
        try (var loading = loading()) {
            fill(loading, 10);
            loading.finish();
        }
        assertThat(index().complete()).isTrue();
        assertThat(store().counts().live()).isEqualTo(10);
        Recount.check(database());
    }

    @Test
    default void anInterruptedFillingBeginsAnew() {
        try (var loading = loading()) {
            fill(loading, 6_000);
        }
        assertThat(index().complete()).isFalse();
        try (var loading = loading()) {
            fill(loading, 5_000);
            loading.finish();
        }
        assertThat(index().complete()).isTrue();
        assertThat(store().counts().live()).isEqualTo(5_000);
        Recount.check(database());
    }

    @Test
    default void whatIsDoubtedWhileItIsFilledIsFilledOnceMore() {
        try (var loading = loading()) {
            fill(loading, 10);
            index().doubt();
            loading.finish();
        }
        assertThat(index().complete()).isFalse();
        try (var loading = loading()) {
            fill(loading, 10);
            loading.finish();
        }
        assertThat(index().complete()).isTrue();
    }

    @Test
    default void whatIsFilledIsNotFilledAgainUnlessSomebodyDoubtsIt() {
        try (var loading = loading()) {
            fill(loading, 10);
            loading.finish();
        }
        State filled = index().state();
        assertThat(index().load()).isEmpty();
        assertThat(index().state()).isEqualTo(filled);
        assertThat(list(SessionFilter.ALL)).hasSize(10);
        index().doubt();
        try (var loading = index().load().orElseThrow()) {
            assertThat(loading.filling()).isGreaterThan(filled.filling());
        }
    }

    @Test
    default void cartsOfTheShopAreNotTakenForOthers() {
        var index = new SqlSessionIndex(database());
        Session live = put(seen(KEY, 5, "f"));
        assertThat(index.hasOthers()).isFalse();
        complete(prepared(Kind.TRASH, live), "");
        assertThat(index.hasOthers()).isFalse();
        store().save(SampleCarts.draft("own", NOW, cart()), Actor.SHOPPER);
        assertThat(index.hasOthers()).isTrue();
        store().trash(new CartKey("own"), Actor.OPERATOR);
        assertThat(index.hasOthers()).isTrue();
    }

    @Test
    default void fillingsAreNumberedAndOneIsAtItAtATime() {
        try (var loading = loading()) {
            assertThat(index().state()).isEqualTo(new State(false, loading.filling()));
            assertThat(index().load()).isEmpty();
            assertThat(index().state().filling()).isEqualTo(loading.filling());
            loading.finish();
            assertThat(index().state()).isEqualTo(new State(true, loading.filling()));
            assertThat(index().load()).isEmpty();
        }
        long first = index().state().filling();
        SessionIndex.Loading givenUp = loading();
        assertThat(givenUp.filling()).isGreaterThan(first);
        givenUp.close();
        try (var next = loading()) {
            givenUp.close();
            assertThat(index().load()).isEmpty();
            next.finish();
        }
    }

    @Test
    default void whatIsListedOrCountedIsRefusedUntilItIsComplete() {
        SqlSessionStore listed = store().indexed();
        refused(listed);
        try (var loading = loading()) {
            fill(loading, 10);
            refused(listed);
            loading.finish();
        }
        assertThat(listed.counts().live()).isEqualTo(10);
        assertThat(listed.list(SessionFilter.ALL, SessionOrder.NEWEST_FIRST, FIRST).total())
                .isEqualTo(10);
        index().doubt();
        refused(listed);
        assertThat(store().counts().live()).isEqualTo(10);
    }

    private static void refused(SqlSessionStore listed) {
        var all = new Selection.Matching(SessionFilter.ALL, 10);
        for (ThrowingCallable asked :
                List.<ThrowingCallable>of(
                        () -> listed.list(SessionFilter.ALL, SessionOrder.NEWEST_FIRST, FIRST),
                        listed::counts,
                        () -> listed.deleteAll(all, false, true, Actor.OPERATOR))) {
            assertThatThrownBy(asked).isInstanceOf(Outage.class).hasMessageContaining("built");
        }
    }

    @Test
    default void aFillingThatAnotherHasOvertakenMayNotGoOn() {
        try (var first = loading()) {
            fill(first, 10);
            try (var second = overtaking()) {
                fill(second, 20);
                second.finish();
            }
            assertThatThrownBy(first::finish).isInstanceOf(IllegalStateException.class);
        }
        assertThat(store().counts().live()).isEqualTo(20);
        Recount.check(database());
    }

    @Test
    default void aFillingKeepsWhatLiesInTrashAndWhatIsPending() {
        Session trashed = trashed(put(seen(KEY, 5, "f1")));
        Session gone = put(seen(new CartKey("gone"), 6, "f"));
        var pending = prepared(ForeignTrash.Kind.TRASH, gone);
        try (var loading = loading()) {
            loading.add(List.of(seen(KEY, 5, "f2"), seen(new CartKey("other"), 7, "f")));
            loading.finish();
        }
        assertThat(inTrash()).containsExactly(trashed);
        same(begun(), List.of(pending));
        assertThat(list(SessionFilter.ALL))
                .extracting(row -> row.key().value())
                .containsExactlyInAnyOrder(KEY.value(), "other");
        assertThat(complete(pending, "").id()).isEqualTo(6);
        assertThat(inTrash()).hasSize(2);
        assertThat(restoration(Actor.OPERATOR)).isPresent();
        Recount.check(database());
    }

    @Test
    default void whatOthersPutWhileItIsFilledStays() {
        try (var loading = loading()) {
            fill(loading, 8_500);
            put(seen(KEY, 1L << 30, "mine"));
            List<ImportedSession> again = IndexMeasurement.carts(3, 5, NOW).toList();
            awaitWritten(again.getFirst().key());
            put(seen(again.get(0).key(), 1, "newer"));
            put(seen(again.get(1).key(), 9_000, "moved"));
            index().remove(List.of(again.get(2).key()));
            index().remove(List.of(again.get(3).key()));
            put(seen(again.get(3).key(), 4, "other"));
            trashed(index().known(List.of(again.get(4).key())).getFirst().session());
            loading.add(List.of(seen(KEY, 1L << 30, "theirs")));
            loading.finish();
        }
        assertThat(known(KEY).fingerprint()).isEqualTo("theirs");
        assertThat(store().counts().live()).isEqualTo(8_499);
        Recount.check(database());
    }

    private void awaitWritten(CartKey key) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (index().known(List.of(key)).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    default void cartsOfItsOwnAreNeverEmptiedOut() {
        store().save(SampleCarts.draft(KEY.value(), NOW, cart()), Actor.SHOPPER);
        assertThatThrownBy(() -> index().load())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("1 carts of its own");
        assertThat(store().find(KEY)).isPresent();
        assertThat(index().remove(List.of(KEY))).isZero();
    }

    @Test
    default void aRecountConfirmsThousandsOfRandomChanges() {
        IndexModel.run(this, 2_500);
    }
}
