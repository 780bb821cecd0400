package dev.cartwright.session;

import static dev.cartwright.session.StoreUnderTest.cart;
import static dev.cartwright.session.StoreUnderTest.draft;
import static dev.cartwright.session.StoreUnderTest.max;
import static dev.cartwright.session.StoreUnderTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of sessions promises. The store under test begins empty, and its clock stands
/// at [#NOW]. Stores that carts are brought into pass `SessionImportsContract` too; a shop's own
/// tables are none of those, since what is brought there would have to be known as brought.
public interface SessionStoreContract extends BulkDeletionContract {
    @Test
    default void whatWasSavedIsFoundWhole() {
        Session saved = store().save(draft(), Actor.SHOPPER);
        StoredSession found = store().find(KEY).orElseThrow();
        assertThat(found.document()).isEqualTo(new CartDocument.Readable(cart()));
        assertThat(found.session()).isEqualTo(saved);
        assertThat(saved.version()).isEqualTo(1);
        assertThat(saved.email()).isEqualTo("John@Example.com");
        assertThat(saved.name()).isEqualTo("John Doe");
        assertThat(saved.itemCount()).isEqualTo(4);
        assertThat(saved.times()).isEqualTo(draft().times());
        assertThat(store().find(new CartKey("t_8f36abcd"))).isEmpty();
    }

    @Test
    default void savingAgainKeepsTheNumberAndRaisesTheVersion() {
        Session first = store().save(draft(), Actor.SHOPPER);
        Session second = store().save(draft(), Actor.SHOPPER);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.version()).isEqualTo(2);
        assertThat(store().counts().live()).isEqualTo(1);
    }

    @Test
    default void onlyTheShopperMovesTheLastActivity() {
        store().save(draft(), Actor.SHOPPER);
        var later =
                new SessionDraft(
                        KEY, new Owner.Guest(), SampleCarts.times(NOW, 100), "cocart", cart());
        assertThat(store().save(later, Actor.OPERATOR).times().lastActivity())
                .isEqualTo(draft().times().lastActivity());
        assertThat(store().save(later, Actor.SHOPPER).times().lastActivity())
                .isEqualTo(NOW.plusSeconds(10));
    }

    @Test
    default void trashTellsWhatItWasAndHidesTheSession() {
        Session saved = store().save(draft(), Actor.SHOPPER);
        StoredSession before = store().trash(KEY, Actor.key(7)).orElseThrow();
        assertThat(before.session()).isEqualTo(saved);
        assertThat(before.document()).isEqualTo(new CartDocument.Readable(cart()));
        assertThat(store().find(KEY)).isEmpty();
        assertThat(store().trash(KEY, Actor.key(7))).isEmpty();
        assertThat(keys(SessionFilter.ALL)).isEmpty();
        Session trashed =
                store().list(
                                SessionFilter.builder().status(Status.TRASH).build(),
                                SessionOrder.NEWEST_FIRST,
                                new PageRequest.Numbered(1, 10))
                        .rows()
                        .getFirst();
        assertThat(trashed.deletedAt()).isEqualTo(NOW);
        assertThat(trashed.version()).isEqualTo(2);
    }

    @Test
    default void restoringBringsBackTheNewestAndNotOverALiveOne() {
        store().save(draft(), Actor.SHOPPER);
        store().trash(KEY, Actor.OPERATOR);
        assertThat(store().restore(new CartKey("other"), Actor.OPERATOR))
                .isEqualTo(new Restoration.NotFound());
        Session second = store().save(draft(), Actor.SHOPPER);
        assertThat(store().restore(KEY, Actor.OPERATOR)).isEqualTo(new Restoration.KeyTaken());
        store().trash(KEY, Actor.OPERATOR);
        assertThat(store().restore(KEY, Actor.OPERATOR))
                .isInstanceOfSatisfying(
                        Restoration.Restored.class,
                        restored -> {
                            Session session = restored.session().session();
                            assertThat(session.id()).isEqualTo(second.id());
                            assertThat(session.version()).isEqualTo(3);
                            assertThat(session.deletedAt()).isNull();
                        });
        assertThat(store().find(KEY)).isPresent();
        assertThat(store().counts().byStatus()).containsEntry(Status.TRASH, 1L);
    }

    @Test
    default void purgingTakesTheLiveOneAndThenTheNewestInTrash() {
        store().save(draft(), Actor.SHOPPER);
        store().trash(KEY, Actor.OPERATOR);
        Session second = store().save(draft(), Actor.SHOPPER);
        assertThat(store().purge(KEY, Actor.OPERATOR).orElseThrow().session()).isEqualTo(second);
        assertThat(store().purge(KEY, Actor.OPERATOR)).isPresent();
        assertThat(store().purge(KEY, Actor.OPERATOR)).isEmpty();
        assertThat(store().counts().live()).isZero();
        assertThat(store().counts().byStatus()).containsEntry(Status.TRASH, 0L);
    }

    @Test
    default void statusesMeetAtTheirBorders() {
        long window = Status.EXPIRING_WINDOW.toSeconds();
        save("expired", 0);
        save("expiring1", 1);
        save("expiring2", window);
        save("active", window + 1);
        assertThat(keys(status(Status.EXPIRED))).containsExactly("expired");
        assertThat(keys(status(Status.EXPIRING)))
                .containsExactlyInAnyOrder("expiring1", "expiring2");
        assertThat(keys(status(Status.ACTIVE))).containsExactly("active");
        assertThat(store().counts().byStatus())
                .containsEntry(Status.EXPIRED, 1L)
                .containsEntry(Status.EXPIRING, 2L)
                .containsEntry(Status.ACTIVE, 1L);
        assertThat(keys(SessionFilter.ALL)).hasSize(4);
    }

    private void save(String key, long lifetimeSeconds) {
        var times =
                new Times(NOW.minusSeconds(9), NOW, NOW, NOW.plusSeconds(lifetimeSeconds), false);
        store().save(
                        new SessionDraft(
                                new CartKey(key), new Owner.Guest(), times, "cocart", cart()),
                        Actor.SHOPPER);
    }

    @Test
    default void aSearchFindsBeginningsOfKeyEmailAndNames() {
        store().save(draft(), Actor.SHOPPER);
        for (String search : List.of("t_8F36", "john@", "DOE", "joh doe", "t_8 john@e doe")) {
            assertThat(keys(SessionFilter.builder().search(search).build()))
                    .as(search)
                    .containsExactly(KEY.value());
        }
        for (String search : List.of("8f36", "ohn", "john smith", "%%%", "___")) {
            assertThat(keys(SessionFilter.builder().search(search).build())).as(search).isEmpty();
        }
    }

    @Test
    default void totalsOfSeveralCurrenciesCompareAsNumbers() {
        var created = NOW.minusSeconds(10);
        store().save(
                        SampleCarts.draft("usd", created, SampleCarts.cart(4998, "", "", "", 1)),
                        Actor.SHOPPER);
        var yen = SampleCarts.cart(SampleCarts.YEN, 50, "", "", "", 1);
        store().save(SampleCarts.draft("yen", created, yen), Actor.SHOPPER);
        assertThat(keys(min("49.98"))).containsExactlyInAnyOrder("usd", "yen");
        assertThat(keys(min("49.980001"))).containsExactly("yen");
        assertThat(keys(max("49.9799"))).isEmpty();
        assertThat(keys(min("1e999999999"))).isEmpty();
        assertThat(keys(max("1e999999999"))).hasSize(2);
        assertThat(keys(min("1e-999999999"))).hasSize(2);
    }

    private static SessionFilter min(String total) {
        return SessionFilter.builder().minTotal(new BigDecimal(total)).build();
    }

    @Test
    default void rangesOfTotalsAreCountedWithTheirEnds() {
        for (long total : List.of(0L, 1L, 1_999L, 2_000L, 2_001L, 9_999L, 10_000L, 123_456L)) {
            var cart = SampleCarts.cart(total, "", "", "", 1);
            store().save(SampleCarts.draft("cart" + total, NOW, cart), Actor.SHOPPER);
        }
        assertThat(total(min("20"))).isEqualTo(5);
        assertThat(total(min("20.001"))).isEqualTo(4);
        assertThat(total(min("-1"))).isEqualTo(8);
        assertThat(total(min("1234.56"))).isEqualTo(1);
        assertThat(total(min("1234.561"))).isZero();
        assertThat(total(max("20"))).isEqualTo(4);
        assertThat(total(max("0"))).isEqualTo(1);
        assertThat(total(max("99.99"))).isEqualTo(6);
        assertThat(total(max("1e40"))).isEqualTo(8);
        assertThat(total(max("-1e40"))).isZero();
        var between = SessionFilter.builder().minTotal(new BigDecimal("0.01"));
        assertThat(total(between.maxTotal(new BigDecimal("100")).build())).isEqualTo(6);
        assertThat(total(between.maxTotal(BigDecimal.ZERO).build())).isZero();
        store().trash(new CartKey("cart2000"), Actor.SYSTEM);
        assertThat(total(min("20"))).isEqualTo(4);
    }

    private long total(SessionFilter filter) {
        var first = new PageRequest.Numbered(1, 10);
        return store().list(filter, SessionOrder.NEWEST_FIRST, first).total();
    }

    @Test
    default void aPagePastTheEndIsEmptyButStillTellsTheTotal() {
        store().save(draft(), Actor.SHOPPER);
        Page<Session> page =
                store().list(
                                SessionFilter.ALL,
                                SessionOrder.NEWEST_FIRST,
                                new PageRequest.Numbered(9, 10));
        assertThat(page.rows()).isEmpty();
        assertThat(page.total()).isEqualTo(1);
    }

    @Test
    default void pagesByCursorDoNotRepeatWhileRowsVanish() {
        for (int i = 0; i < 30; i++) {
            save("k" + i, 1000 + i);
        }
        var order = new SessionOrder(SessionOrder.Field.CART_EXPIRY, true);
        var seen = new ArrayList<String>();
        PageRequest request = new PageRequest.Numbered(1, 7);
        while (request != null) {
            Page<Session> page = store().list(SessionFilter.ALL, order, request);
            page.rows().forEach(row -> seen.add(row.key().value()));
            store().trash(page.rows().getLast().key(), Actor.OPERATOR);
            request =
                    page.next()
                            .map(position -> (PageRequest) new PageRequest.From(position, 7))
                            .orElse(null);
        }
        assertThat(seen).hasSize(30).doesNotHaveDuplicates().startsWith("k29").endsWith("k0");
    }

    @Test
    default void aPositionWithForeignTextBreaksNothing() {
        store().save(draft(), Actor.SHOPPER);
        for (SessionOrder.Field field : SessionOrder.Field.values()) {
            var request = new PageRequest.From(new Position("x\u0000\ud800", 5, false), 10);
            assertThat(store().list(SessionFilter.ALL, new SessionOrder(field, true), request))
                    .isNotNull();
        }
    }

    @Test
    default void loadKeepsTheOrderAndLeavesOutWhatIsGone() {
        for (int i = 0; i < 70; i++) {
            save("k" + i, 1000);
        }
        List<Session> rows =
                store().list(
                                SessionFilter.ALL,
                                new SessionOrder(SessionOrder.Field.CART_ID, false),
                                new PageRequest.Numbered(1, 100))
                        .rows();
        store().purge(rows.get(3).key(), Actor.OPERATOR);
        List<StoredSession> loaded = store().load(rows);
        assertThat(loaded).hasSize(69);
        assertThat(loaded).extracting(stored -> stored.session().id()).isSorted();
        assertThat(store().load(List.of())).isEmpty();
    }

    @Test
    default void aPlaceInAListTellsByAValueWhereItIs() {
        for (String key : List.of("a", "b")) {
            store().save(SampleCarts.draft(key, NOW, cart()), Actor.SHOPPER);
        }
        for (SessionOrder.Field field : SessionOrder.Field.values()) {
            var order = new SessionOrder(field, false);
            Page<Session> page =
                    store().list(SessionFilter.ALL, order, new PageRequest.Numbered(1, 1));
            String pattern = field == SessionOrder.Field.CART_KEY ? "a" : "-?[0-9]+";
            assertThat(page.next().orElseThrow().value()).as(field.word()).matches(pattern);
        }
    }

    @Test
    default void textThatDatabasesDislikeIsStored() {
        var cart = SampleCarts.cart(1, "a\u0000b@x", "Nul\u0000", "Half\ud800", 1);
        store().save(SampleCarts.draft("odd", NOW, cart), Actor.SHOPPER);
        assertThat(store().find(new CartKey("odd")).orElseThrow().document())
                .isEqualTo(new CartDocument.Readable(cart));
        assertThat(store().trash(new CartKey("odd"), Actor.SHOPPER)).isPresent();
        assertThat(store().purge(new CartKey("odd"), Actor.SHOPPER)).isPresent();
        assertThat(keys(SessionFilter.builder().email("\u0000").search("\ud800xx").build()))
                .isEmpty();
    }
}
