package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What every keeping of another system's keys promises beside [ConsumerKeyStoreContract].
public interface KeyCopiesContract extends ConsumerKeyStoreContract {
    @Override
    KeyCopies store();

    @Test
    default void aCopyKeepsTheOtherSystemsIdWhereItIsFree() {
        assertThat(store().createCopy(named(40, "a"), Actor.OPERATOR).id()).isEqualTo(40);
        assertThat(store().createCopy(named(40, "b"), Actor.OPERATOR).id()).isEqualTo(41);
        assertThatThrownBy(() -> store().createCopy(named(50, "a"), Actor.OPERATOR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aCopyMadeInBetweenGivesWayToTheKeyAsItWasMeant() {
        store().follow(List.of(named(40, "a")), Actor.SYSTEM);
        KeyTerms narrow =
                named(0, "a")
                        .terms()
                        .withScopes(Set.of(Scope.KEYS))
                        .withExpires(NOW.plusSeconds(9));
        ConsumerKey made = store().createCopy(named(40, "a").withTerms(narrow), Actor.OPERATOR);
        assertThat(made.id()).isEqualTo(40);
        assertThat(made.terms()).isEqualTo(narrow);
        assertThat(store().all()).containsExactly(made);
    }

    @Test
    default void aKeyChangedHereStillFollows() {
        store().follow(List.of(named(5, "a")), Actor.SYSTEM);
        change(5, terms -> terms.withScopes(Set.of(Scope.SESSIONS)).withRateLimit(60));
        ConsumerKey later = named(5, "a").withTerms(KeyTerms.of(8, "renamed", Permission.READ));
        long revision = store().revision();
        assertThat(store().follow(List.of(later), Actor.SYSTEM)).isEqualTo(1);
        assertThat(store().follow(List.of(later), Actor.SYSTEM)).isZero();
        assertThat(store().find(5).orElseThrow().terms())
                .isEqualTo(
                        KeyTerms.of(8, "renamed", Permission.READ)
                                .withScopes(Set.of(Scope.SESSIONS))
                                .withRateLimit(60));
        assertThat(store().revision()).isEqualTo(revision + 1);
    }

    @Test
    default void nothingIsRevivedByFollowing() {
        store().follow(List.of(named(5, "a"), named(6, "b"), named(7, "c")), Actor.SYSTEM);
        store().revoke(5, Actor.OPERATOR);
        disable(6, KeyState.DisabledReason.BY_HAND);
        disable(7, KeyState.DisabledReason.OWNER_GONE);
        var again = List.of(withOwner("a", 9), withOwner("b", 9), named(7, "c"));
        store().follow(again, Actor.SYSTEM);
        assertThat(store().find(5).orElseThrow().revokedAt()).isNotNull();
        assertThat(store().find(5).orElseThrow().userId()).isEqualTo(1);
        assertThat(store().find(6).orElseThrow().state().disabled()).isNotNull();
        assertThat(store().find(7).orElseThrow().state().disabled()).isNotNull();
        store().follow(List.of(withOwner("c", 9)), Actor.SYSTEM);
        assertThat(store().find(7).orElseThrow().state().disabled()).isNull();
    }

    @Test
    default void aMissingKeyLivesAgainWithTheSameSecretOnly() {
        store().follow(List.of(named(5, "a"), named(6, "b")), Actor.SYSTEM);
        disable(5, KeyState.DisabledReason.MISSING);
        disable(6, KeyState.DisabledReason.MISSING);
        var other = new SealedSecret(1, new byte[] {9}, new byte[] {2});
        var back = List.of(withOwner("a", 9), named(6, "b").withSecret(other));
        assertThat(store().follow(back, Actor.SYSTEM)).isEqualTo(1);
        assertThat(store().find(5).orElseThrow().state().disabled()).isNull();
        assertThat(store().find(5).orElseThrow().userId()).isEqualTo(9);
        assertThat(store().follow(back, Actor.SYSTEM)).isZero();
        assertThat(store().find(6).orElseThrow().state().disabled()).isNotNull();
    }

    @Test
    default void aSuccessorGetsTheOtherSystemsId() {
        store().follow(List.of(named(5, "a")), Actor.SYSTEM);
        var over = new KeyState.Rolled(0, NOW, NOW.plusSeconds(60), null, false);
        Ruling done =
                store().change(
                                5,
                                key ->
                                        new Ruling.Rolled(
                                                key,
                                                key.withState(key.state().withRolled(over)),
                                                named(0, "new")),
                                33,
                                Actor.OPERATOR)
                        .orElseThrow();
        assertThat(((Ruling.Rolled) done).successor().id()).isEqualTo(33);
        assertThat(store().find(5).orElseThrow().state().rolled())
                .isEqualTo(new KeyState.Rolled(33, NOW, NOW.plusSeconds(60), null, false));
    }

    @Test
    default void aUseElsewhereIsNotedAndNobodyIsTold() {
        store().follow(List.of(named(5, "a")), Actor.SYSTEM);
        long revision = store().revision();
        store().noteAccess(Map.of(5L, NOW, 99L, NOW));
        store().noteAccess(Map.of(5L, EARLIER));
        assertThat(store().find(5).orElseThrow().lastAccess()).isEqualTo(NOW);
        assertThat(store().revision()).isEqualTo(revision);
    }

    private void change(long id, UnaryOperator<KeyTerms> change) {
        store().change(
                        id,
                        key ->
                                Ruling.of(
                                        key,
                                        key.withTerms(change.apply(key.terms())),
                                        Event.Type.KEY_CHANGED),
                        Actor.OPERATOR);
    }

    private void disable(long id, KeyState.DisabledReason reason) {
        var disabled = new KeyState.Disabled(NOW, reason);
        store().change(
                        id,
                        key ->
                                Ruling.of(
                                        key,
                                        key.withState(key.state().withDisabled(disabled)),
                                        Event.Type.KEY_DISABLED),
                        Actor.OPERATOR);
    }

    private static ConsumerKey withOwner(String name, long owner) {
        ConsumerKey key = named(0, name);
        return key.withTerms(key.terms().withUserId(owner));
    }

    private static ConsumerKey named(long id, String name) {
        return new ConsumerKey(
                id,
                KeyTerms.of(1, name, Permission.READ_WRITE),
                KeyHash.of("ck_" + name),
                name,
                new SealedSecret(1, new byte[] {1}, new byte[] {2}),
                EARLIER,
                null,
                KeyState.NEW);
    }
}
