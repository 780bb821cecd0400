package dev.cartwright.session;

import static dev.cartwright.session.StoreUnderTest.cart;
import static dev.cartwright.session.StoreUnderTest.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.event.Actor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What our own stores of sessions promise of taking carts over from elsewhere.
public interface SessionImportsContract extends StoreUnderTest {
    private static ImportedSession imported(String origin, String fingerprint, long id) {
        SessionDraft draft = draft();
        return new ImportedSession(
                origin,
                fingerprint,
                id,
                draft.key(),
                draft.owner(),
                draft.times(),
                "woocommerce",
                new CartDocument.Readable(draft.cart()));
    }

    private ImportOutcome take(ImportedSession session) {
        return store().importAll(List.of(session), Actor.IMPORT).getFirst();
    }

    @Test
    default void anImportIsIdempotentAndFollowsItsOrigin() {
        assertThat(take(imported("a", "1", 4335))).isEqualTo(ImportOutcome.CREATED);
        assertThat(store().find(KEY).orElseThrow().session().id()).isEqualTo(4335);
        assertThat(take(imported("a", "1", 4335))).isEqualTo(ImportOutcome.UNCHANGED);
        assertThat(take(imported("a", "2", 4335))).isEqualTo(ImportOutcome.UPDATED);
        assertThat(take(imported("a", "3", 4335))).isEqualTo(ImportOutcome.UPDATED);
        assertThat(take(imported("b", "1", 9))).isEqualTo(ImportOutcome.KEPT_OURS);
        assertThat(store().save(SampleCarts.draft("new", NOW, cart()), Actor.SHOPPER).id())
                .isGreaterThan(4335);
        store().save(draft(), Actor.SHOPPER);
        assertThat(take(imported("a", "4", 4335))).isEqualTo(ImportOutcome.KEPT_OURS);
    }

    @Test
    default void anImportNeverRevivesWhatWasDeletedHere() {
        take(imported("a", "1", 0));
        store().trash(KEY, Actor.OPERATOR);
        assertThat(take(imported("a", "2", 0))).isEqualTo(ImportOutcome.KEPT_DELETED);
        assertThat(take(imported("b", "1", 0))).isEqualTo(ImportOutcome.KEPT_DELETED);
        store().purge(KEY, Actor.OPERATOR);
        assertThat(take(imported("a", "3", 0))).isEqualTo(ImportOutcome.KEPT_DELETED);
        assertThat(take(imported("b", "1", 0))).isEqualTo(ImportOutcome.KEPT_DELETED);
        assertThat(keys(SessionFilter.ALL)).isEmpty();
    }

    @Test
    default void aCartThatCannotBeDecodedIsKeptAndListed() {
        byte[] raw = "a:1:{broken".getBytes(StandardCharsets.UTF_8);
        var unreadable = new CartDocument.Unreadable("no array", raw);
        var session =
                new ImportedSession(
                        "a", "1", 0, KEY, new Owner.User(5), draft().times(), "x", unreadable);
        assertThat(take(session)).isEqualTo(ImportOutcome.CREATED);
        assertThat(keys(SessionFilter.ALL)).containsExactly(KEY.value());
        StoredSession found = store().find(KEY).orElseThrow();
        assertThat(found.session().readable()).isFalse();
        assertThat(found.document())
                .isInstanceOfSatisfying(
                        CartDocument.Unreadable.class,
                        document -> {
                            assertThat(document.reason()).isEqualTo("no array");
                            assertThat(document.raw()).isEqualTo(raw);
                        });
    }
}
