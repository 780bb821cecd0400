package dev.cartwright.session;

import static dev.cartwright.session.StoreUnderTest.cart;
import static dev.cartwright.session.StoreUnderTest.draft;
import static dev.cartwright.session.StoreUnderTest.max;
import static dev.cartwright.session.StoreUnderTest.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every store of sessions promises of deleting many at once.
interface BulkDeletionContract extends StoreUnderTest {
    @Test
    default void bulkDeletionTakesTheOldestAndADryRunNothing() {
        for (int i = 0; i < 5; i++) {
            var created = NOW.minusSeconds(100 - i);
            var cart = SampleCarts.cart(100L * i, "", "", "", 1);
            store().save(SampleCarts.draft("k" + i, created, cart), Actor.SHOPPER);
        }
        var some = new Selection.Matching(max("2"));
        var expected = new BulkOutcome(3, 0, List.of(new BulkOutcome.CurrencyTotal("USD", 2, 300)));
        assertThat(store().deleteAll(some, false, true, Actor.OPERATOR)).isEqualTo(expected);
        assertThat(store().counts().live()).isEqualTo(5);
        assertThat(store().deleteAll(some, false, false, Actor.OPERATOR)).isEqualTo(expected);
        assertThat(keys(SessionFilter.ALL)).containsExactly("k4", "k3");
        var trash = new Selection.Matching(status(Status.TRASH));
        assertThat(store().deleteAll(trash, false, false, Actor.OPERATOR).deleted()).isZero();
        assertThat(store().deleteAll(trash, true, false, Actor.OPERATOR).deleted()).isEqualTo(3);
        var keys =
                new Selection.Keys(
                        List.of(new CartKey("k4"), new CartKey("none"), new CartKey("k4")));
        assertThat(store().deleteAll(keys, false, true, Actor.OPERATOR).deleted()).isEqualTo(1);
        assertThat(store().deleteAll(keys, true, false, Actor.OPERATOR).deleted()).isEqualTo(1);
        assertThat(store().counts().byStatus()).containsEntry(Status.TRASH, 0L);
    }

    @Test
    default void bulkDeletionForGoodTakesFromTrashWhatIsNotLive() {
        for (int i = 0; i < 2; i++) {
            store().save(draft(), Actor.SHOPPER);
            store().trash(KEY, Actor.OPERATOR);
        }
        store().save(draft(), Actor.SHOPPER);
        var keys = new Selection.Keys(List.of(KEY, KEY));
        assertThat(store().deleteAll(keys, true, false, Actor.OPERATOR).deleted()).isEqualTo(1);
        assertThat(store().counts().byStatus()).containsEntry(Status.TRASH, 2L);
        assertThat(store().deleteAll(keys, false, false, Actor.OPERATOR).deleted()).isZero();
        assertThat(store().deleteAll(keys, true, true, Actor.OPERATOR).deleted()).isEqualTo(1);
        assertThat(store().deleteAll(keys, true, false, Actor.OPERATOR).deleted()).isEqualTo(1);
        assertThat(store().counts().byStatus()).containsEntry(Status.TRASH, 1L);
    }

    @Test
    default void bulkDeletionStopsAtItsLimitAndTellsWhatRemains() {
        for (int i = 0; i < 3; i++) {
            var drafts = new ArrayList<SessionDraft>();
            for (int n = 0; n < 400; n++) {
                var cart = SampleCarts.cart(1, "", "", "", 1);
                drafts.add(SampleCarts.draft("k" + i + "_" + n, NOW, cart));
            }
            store().saveAll(drafts, Actor.SYSTEM);
        }
        var all = new Selection.Matching(SessionFilter.ALL);
        BulkOutcome outcome = store().deleteAll(all, false, false, Actor.OPERATOR);
        assertThat(outcome.deleted()).isEqualTo(1000);
        assertThat(outcome.remaining()).isEqualTo(200);
        assertThat(store().counts().live()).isEqualTo(200);
    }
}
