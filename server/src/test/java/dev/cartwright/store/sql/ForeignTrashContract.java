package dev.cartwright.store.sql;

import static dev.cartwright.store.sql.IndexUnderTest.cart;
import static dev.cartwright.store.sql.IndexUnderTest.deletion;
import static dev.cartwright.store.sql.IndexUnderTest.row;
import static dev.cartwright.store.sql.IndexUnderTest.same;
import static dev.cartwright.store.sql.IndexUnderTest.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ForeignRow;
import dev.cartwright.session.ForeignTrash;
import dev.cartwright.session.ForeignTrash.Deletion;
import dev.cartwright.session.ForeignTrash.Kind;
import dev.cartwright.session.ForeignTrash.Pending;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Selection;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionIndex.Mark;
import dev.cartwright.session.StoredSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every trash of an attached shop promises.
interface ForeignTrashContract extends IndexUnderTest {
    private Pending restoration() {
        return restoration(Actor.OPERATOR).orElseThrow();
    }

    @Test
    default void aDeletionMovesTheCartToTrashWithItsContents() {
        Session live = put(seen(KEY, 5, "f"));
        Pending pending = prepared(Kind.TRASH, live);
        assertThat(list(SessionFilter.ALL)).containsExactly(live);
        assertThat(inTrash()).isEmpty();
        Session trashed = complete(pending, "");
        assertThat(trashed).isEqualTo(live.changed(NOW));
        assertThat(list(SessionFilter.ALL)).isEmpty();
        assertThat(inTrash()).containsExactly(trashed);
        same(store().load(inTrash()).getFirst().document(), new CartDocument.Readable(cart()));
        assertThat(index().known(List.of(KEY))).isEmpty();
        assertThat(index().marks(CARTS, 0, 10)).isEmpty();
        assertThat(begun()).isEmpty();
        assertThat(events()).containsExactly(Event.Type.CART_TRASHED);
        Recount.check(database());
    }

    @Test
    default void aRestorationBringsTheEndThatTheShopHasNow() {
        Session live = put(seen(KEY, 5, "f"));
        complete(prepared(Kind.TRASH, live), "");
        Instant end = NOW.plusSeconds(172_800);
        Session back = complete(restoration().expiring(end), "h");
        assertThat(back.times()).isEqualTo(live.times().expiring(end));
        assertThat(list(SessionFilter.ALL)).containsExactly(back);
        assertThat(index().known(List.of(KEY)).getFirst().fingerprint()).isEqualTo("h");
        Recount.check(database());
    }

    @Test
    default void whatBeganIsKeptWholeUntilItEnds() {
        Session live = put(seen(KEY, 5, "f"));
        Deletion deletion =
                deletion(
                        live,
                        cart(),
                        row(CARTS, 5, "a"),
                        row("usermeta", 77, ""),
                        row(SESSIONS, -1, "ü"));
        Pending pending =
                trash().prepare(Kind.PURGE, List.of(deletion), Actor.key(3, "::1"), WORK)
                        .getFirst();
        same(pending.session(), deletion.session());
        same(pending.rows(), deletion.rows());
        assertThat(pending.actor()).isEqualTo(Actor.key(3, "::1"));
        Pending found = begun().getFirst();
        same(found, pending);
        assertThat(found.toString()).doesNotContain("Ärger");
        trash().drop(List.of(found));
        assertThat(begun()).isEmpty();
        assertThat(list(SessionFilter.ALL)).containsExactly(live);
        assertThat(trash().complete(List.of(pending), List.of(""))).isEmpty();
        assertThat(list(SessionFilter.ALL)).containsExactly(live);
        assertThat(events()).isEmpty();
        Recount.check(database());
    }

    @Test
    default void aWorkIsOpenUntilTheLastOfItEnds() {
        Session one = put(seen(KEY, 5, "f"));
        Session other = put(seen(new CartKey("other"), 6, "f"));
        Pending alone = prepared(Kind.TRASH, one);
        var both =
                List.of(
                        deletion(one, cart(), row(CARTS, 5, "a")),
                        deletion(other, cart(), row(CARTS, 6, "b")));
        List<Pending> together = trash().prepare(Kind.TRASH, both, Actor.OPERATOR, "cartwright-2");
        assertThat(trash().works()).containsExactlyInAnyOrder(WORK, "cartwright-2");
        same(trash().open(WORK, 0), List.of(alone));
        same(trash().open("cartwright-2", 0), together);
        trash().drop(List.of(alone, together.getFirst()));
        assertThat(trash().works()).containsExactly("cartwright-2");
        assertThat(trash().open(WORK, 0)).isEmpty();
        same(trash().open("cartwright-2", 0), List.of(together.getLast()));
        complete(together.getLast(), "");
        assertThat(trash().works()).isEmpty();
        trash().prepareRestoration(new CartKey("other"), Actor.OPERATOR, "cartwright-3");
        assertThat(trash().works()).containsExactly("cartwright-3");
    }

    /// Memory holds a few of them, however many wait.
    @Test
    default void whatIsLeftIsReadInPartsThatFitInMemory() {
        Session one = put(seen(KEY, 5, "f"));
        var large = new ForeignRow(CARTS, 5, Map.of(), new byte[5 << 20]);
        List<Deletion> four = Collections.nCopies(4, deletion(one, cart(), large));
        List<Pending> pending = trash().prepare(Kind.TRASH, four, Actor.OPERATOR, WORK);
        var found = new ArrayList<Pending>();
        List<Pending> some = trash().open(WORK, 0);
        while (!some.isEmpty()) {
            assertThat(some).hasSizeLessThan(3);
            found.addAll(some);
            some = trash().open(WORK, some.getLast().ticket());
        }
        assertThat(found)
                .extracting(Pending::ticket)
                .isEqualTo(pending.stream().map(Pending::ticket).toList());
    }

    @Test
    default void whatWasNullInTheShopIsKeptAsNull() {
        Session live = put(seen(KEY, 5, "f"));
        Map<String, @Nullable String> columns = new HashMap<>();
        columns.put("note", null);
        columns.put("empty", "");
        var row = new ForeignRow(CARTS, 5, columns, new byte[0]);
        trash().prepare(Kind.TRASH, List.of(deletion(live, cart(), row)), Actor.OPERATOR, WORK);
        assertThat(begun().getFirst().rows().getFirst().columns()).isEqualTo(columns);
    }

    /// Nobody can be asked whether he is still at it.
    @Test
    default void aWorkWithoutANameIsLeftToItselfForTenMinutes() {
        Session live = put(seen(KEY, 5, "f"));
        var deletion = List.of(deletion(live, cart(), row(CARTS, 5, "a")));
        List<Pending> begun =
                trash().prepare(Kind.TRASH, deletion, Actor.OPERATOR, ForeignTrash.NAMELESS);
        pass(599);
        assertThat(trash().works()).isEmpty();
        assertThat(trash().open(ForeignTrash.NAMELESS, 0)).isEmpty();
        pass(1);
        assertThat(trash().works()).containsExactly(ForeignTrash.NAMELESS);
        same(trash().open(ForeignTrash.NAMELESS, 0), begun);
        trash().drop(begun);
        assertThat(trash().works()).isEmpty();
    }

    /// Lets what is pending get older.
    private void pass(long seconds) {
        database()
                .write(
                        handle ->
                                handle.prepare(
                                                "UPDATE foreign_pending"
                                                        + " SET prepared_at = prepared_at - "
                                                        + seconds)
                                        .executeUpdate());
    }

    @Test
    default void theTrashHasWhatTheShopHadAndNotWhatTheIndexKnew() {
        Session live = put(seen(KEY, 5, "f"));
        var richer = SampleCarts.cart(9, "late@example.com", "Åsa", "Li", 44);
        Deletion deletion = deletion(live, richer, row(CARTS, 5, "a"));
        Pending pending =
                trash().prepare(Kind.TRASH, List.of(deletion), Actor.OPERATOR, WORK).getFirst();
        Session trashed = complete(pending, "");
        assertThat(trashed.email()).isEqualTo("late@example.com");
        assertThat(trashed.total()).isEqualTo(9);
        assertThat(inTrash()).containsExactly(trashed);
        same(store().load(inTrash()).getFirst().document(), new CartDocument.Readable(richer));
        Recount.check(database());
    }

    @Test
    default void completedTwiceIsDoneOnce() {
        Pending pending = prepared(Kind.TRASH, put(seen(KEY, 5, "f")));
        Session trashed = complete(pending, "");
        assertThat(trash().complete(List.of(pending), List.of(""))).isEmpty();
        assertThat(inTrash()).containsExactly(trashed);
        assertThat(events()).hasSize(1);
        Pending back = restoration();
        Session live = complete(back, "g");
        assertThat(trash().complete(List.of(back), List.of("h"))).isEmpty();
        assertThat(list(SessionFilter.ALL)).containsExactly(live);
        assertThat(index().known(List.of(KEY)).getFirst().fingerprint()).isEqualTo("g");
        Recount.check(database());
    }

    @Test
    default void aPurgeLeavesNothingBehind() {
        Session live = put(seen(KEY, 5, "f"));
        assertThat(complete(prepared(Kind.PURGE, live), "")).isEqualTo(live);
        assertThat(list(SessionFilter.ALL)).isEmpty();
        assertThat(inTrash()).isEmpty();
        assertThat(begun()).isEmpty();
        assertThat(events()).containsExactly(Event.Type.CART_PURGED);
        assertThat(tables("foreign_row", "foreign_pending_row", "session_foreign")).isZero();
        Recount.check(database());
    }

    private long tables(String... names) {
        return database()
                .read(
                        handle -> {
                            long rows = 0;
                            for (String name : names) {
                                rows +=
                                        new SqlText()
                                                .add("SELECT count(*) FROM " + name)
                                                .number(handle);
                            }
                            return rows;
                        });
    }

    @Test
    default void aCartThatLeftTheIndexMeanwhileIsStillKeptInTrash() {
        Session live = put(seen(KEY, 5, "f"));
        Pending pending = prepared(Kind.TRASH, live);
        index().remove(List.of(KEY));
        Session trashed = complete(pending, "");
        assertThat(trashed.id()).isEqualTo(5);
        assertThat(trashed.deletedAt()).isEqualTo(NOW);
        assertThat(inTrash()).containsExactly(trashed);
        assertThat(restoration().rows()).hasSize(1);
        Recount.check(database());
    }

    @Test
    default void aPurgeOfWhatLeftTheIndexMeanwhileIsStillAnAct() {
        Session live = put(seen(KEY, 5, "f"));
        Pending pending = prepared(Kind.PURGE, live);
        index().remove(List.of(KEY));
        assertThat(complete(pending, "").id()).isEqualTo(5);
        assertThat(events()).containsExactly(Event.Type.CART_PURGED);
        Recount.check(database());
    }

    @Test
    default void aNewerCartOfTheSameKeyStays() {
        Session live = put(seen(KEY, 5, "f"));
        Pending trashing = prepared(Kind.TRASH, live);
        Pending purging = prepared(Kind.PURGE, live);
        Session newer = put(seen(KEY, 6, "g"));
        assertThat(newer.id()).isEqualTo(6);
        Session trashed = complete(trashing, "");
        assertThat(trashed.id()).isEqualTo(5);
        assertThat(list(SessionFilter.ALL)).containsExactly(newer);
        assertThat(inTrash()).containsExactly(trashed);
        complete(purging, "");
        assertThat(list(SessionFilter.ALL)).containsExactly(newer);
        Recount.check(database());
    }

    @Test
    default void aRestorationBringsBackTheRowsAndTheIndex() {
        Session live = put(seen(KEY, 5, "f"));
        Deletion deletion = deletion(live, cart(), row(CARTS, 5, "a"), row("usermeta", 9, "b"));
        Pending deleted =
                trash().prepare(Kind.TRASH, List.of(deletion), Actor.OPERATOR, WORK).getFirst();
        Session trashed = complete(deleted, "");
        Pending pending = restoration();
        assertThat(pending.kind()).isEqualTo(Kind.RESTORE);
        assertThat(pending.sessionId()).isEqualTo(5);
        same(pending.rows(), deletion.rows());
        same(pending.session(), new StoredSession(trashed, new CartDocument.Readable(cart())));
        same(begun(), List.of(pending));
        assertThat(inTrash()).hasSize(1);
        Session back = complete(pending, "g");
        assertThat(back).isEqualTo(trashed.changed(null));
        assertThat(list(SessionFilter.ALL)).containsExactly(back);
        assertThat(inTrash()).isEmpty();
        assertThat(index().marks(CARTS, 0, 10)).containsExactly(new Mark(5, KEY, "g"));
        assertThat(events()).containsExactly(Event.Type.CART_TRASHED, Event.Type.CART_RESTORED);
        assertThat(put(seen(KEY, 5, "g"))).isEqualTo(back);
        Recount.check(database());
    }

    @Test
    default void aRestorationOfWhatTheIndexFoundMeanwhileShowsItOnce() {
        trashed(put(seen(KEY, 5, "f")));
        Pending pending = restoration();
        Session found = put(seen(KEY, 8, "g"));
        assertThat(found.id()).isEqualTo(8);
        Session back = complete(pending, "g");
        assertThat(back.id()).isEqualTo(5);
        assertThat(list(SessionFilter.ALL)).containsExactly(back);
        assertThat(inTrash()).isEmpty();
        assertThat(index().marks(CARTS, 0, 10)).containsExactly(new Mark(8, KEY, "g"));
        Recount.check(database());
    }

    @Test
    default void aRestorationIsCompletedEvenWhenTheTrashWasEmptiedMeanwhile() {
        trashed(put(seen(KEY, 5, "f")));
        Pending pending = restoration();
        store().purge(KEY, Actor.OPERATOR);
        assertThat(tables("foreign_row", "session_foreign")).isZero();
        Session back = complete(pending, "g");
        assertThat(back.email()).isEqualTo("John@Example.com");
        assertThat(list(SessionFilter.ALL)).containsExactly(back);
        assertThat(index().marks(CARTS, 0, 10)).containsExactly(new Mark(5, KEY, "g"));
        Recount.check(database());
    }

    @Test
    default void aNumberThatWasGivenToAnotherMeanwhileIsLeftToIt() {
        trashed(put(seen(KEY, 5, "f")));
        Pending pending = restoration();
        store().purge(KEY, Actor.OPERATOR);
        Session other = trashed(put(seen(new CartKey("other"), 5, "f")));
        Session newer = put(seen(KEY, 7, "found"));
        Session back = complete(pending, "g");
        assertThat(back.id()).isEqualTo(newer.id());
        assertThat(list(SessionFilter.ALL)).containsExactly(back);
        assertThat(inTrash()).containsExactly(other);
        assertThat(index().marks(CARTS, 0, 10)).containsExactly(new Mark(7, KEY, "g"));
        Recount.check(database());
    }

    @Test
    default void ofTwoRestorationsOfOneCartTheSecondChangesNothing() {
        trashed(put(seen(KEY, 5, "f")));
        Pending first = restoration();
        Pending second = restoration();
        Session back = complete(first, "g");
        assertThat(trash().complete(List.of(second), List.of("h"))).isEmpty();
        assertThat(list(SessionFilter.ALL)).containsExactly(back);
        assertThat(begun()).isEmpty();
        Recount.check(database());
    }

    @Test
    default void aDroppedRestorationLeavesTheCartInTrash() {
        Session trashed = trashed(put(seen(KEY, 5, "f")));
        trash().drop(List.of(restoration()));
        assertThat(inTrash()).containsExactly(trashed);
        assertThat(restoration().rows()).hasSize(1);
    }

    @Test
    default void theNewestOfAKeyIsRestored() {
        trashed(put(seen(KEY, 5, "f")));
        trashed(put(seen(KEY, 6, "g")));
        assertThat(restoration().sessionId()).isEqualTo(6);
    }

    @Test
    default void whatHasNoRowsOfAShopIsNotRestored() {
        assertThat(restoration(Actor.OPERATOR)).isEmpty();
        store().save(SampleCarts.draft(KEY.value(), NOW, cart()), Actor.SHOPPER);
        store().trash(KEY, Actor.OPERATOR);
        assertThat(restoration(Actor.OPERATOR)).isEmpty();
        assertThat(begun()).isEmpty();
        assertThatThrownBy(() -> trash().prepare(Kind.RESTORE, List.of(), Actor.OPERATOR, WORK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void anUnreadableCartKeepsItsBytes() {
        var unreadable = new CartDocument.Unreadable("no array", new byte[] {0, -1, 7});
        var draft = SampleCarts.draft(KEY.value(), NOW, cart());
        Session live = put(seen(draft, CARTS, 5, "f", unreadable));
        var deletion =
                new Deletion(new StoredSession(live, unreadable), List.of(row(CARTS, 5, "a")));
        complete(
                trash().prepare(Kind.TRASH, List.of(deletion), Actor.OPERATOR, WORK).getFirst(),
                "");
        same(store().load(inTrash()).getFirst().document(), unreadable);
        Pending pending = restoration();
        same(pending.session().document(), unreadable);
        assertThat(complete(pending, "f").readable()).isFalse();
        Recount.check(database());
    }

    @Test
    default void manyAreDoneInOneTransaction() {
        var seen =
                IntStream.rangeClosed(1, 500)
                        .mapToObj(i -> seen(new CartKey("key" + i), i, "f"))
                        .toList();
        List<Deletion> deletions =
                index().put(seen).stream()
                        .map(one -> deletion(one, cart(), row(CARTS, one.id(), "a")))
                        .toList();
        List<Pending> pending = trash().prepare(Kind.TRASH, deletions, Actor.OPERATOR, WORK);
        assertThat(pending).extracting(Pending::key).doesNotHaveDuplicates().hasSize(500);
        List<Pending> found = begun();
        assertThat(found)
                .extracting(Pending::ticket)
                .isEqualTo(pending.stream().map(Pending::ticket).toList());
        for (int one : List.of(0, 250, 499)) { // to compare all of them takes half a minute
            same(found.get(one), pending.get(one));
        }
        var none = pending.stream().map(_ -> "").toList();
        List<Session> trashed = trash().complete(pending, none);
        assertThat(trashed)
                .extracting(Session::key)
                .isEqualTo(pending.stream().map(Pending::key).toList());
        assertThat(store().counts().live()).isZero();
        var keys = new Selection.Keys(List.of(new CartKey("key1"), new CartKey("key2")));
        store().deleteAll(keys, true, false, Actor.OPERATOR);
        assertThat(tables("foreign_row")).isEqualTo(498);
        Recount.check(database());
    }

    /// Every step is durable by itself: another instance finds what the first left.
    @Test
    default void aCrashBetweenTwoStepsLeavesWhatIsNeededToSettle() {
        Session live = put(seen(KEY, 5, "f"));
        Pending pending = prepared(Kind.TRASH, live);
        reopen();
        same(begun(), List.of(pending));
        assertThat(list(SessionFilter.ALL)).containsExactly(live);
        Session trashed = complete(begun().getFirst(), "");
        reopen();
        assertThat(begun()).isEmpty();
        assertThat(inTrash()).containsExactly(trashed);
        Pending back = restoration();
        reopen();
        same(begun(), List.of(back));
        assertThat(inTrash()).containsExactly(trashed);
        Session again = complete(begun().getFirst(), "g");
        reopen();
        assertThat(begun()).isEmpty();
        assertThat(list(SessionFilter.ALL)).containsExactly(again);
        Pending dropped = prepared(Kind.PURGE, again);
        reopen();
        same(begun(), List.of(dropped));
        trash().drop(begun());
        reopen();
        assertThat(begun()).isEmpty();
        assertThat(list(SessionFilter.ALL)).containsExactly(again);
        ForeignRow kept = dropped.rows().getFirst();
        assertThat(kept.toString())
                .isEqualTo("ForeignRow[" + CARTS + " 5, " + kept.value().length + " bytes]");
        Recount.check(database());
    }

    /// Closes the database and opens it again.
    void reopen();
}
