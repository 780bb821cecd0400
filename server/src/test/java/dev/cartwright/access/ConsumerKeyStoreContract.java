package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.event.Actor;
import dev.cartwright.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store of consumer keys promises.
public interface ConsumerKeyStoreContract {
    /// What the store's clock says.
    Instant NOW = Instant.parse("2026-03-29T01:30:00Z");

    Instant EARLIER = Instant.parse("2025-10-26T00:59:59Z");

    /// An empty store.
    ConsumerKeyStore store();

    @Test
    default void aKeyComesBackAsItWasCreatedWithAnIdOfTheStores() {
        ConsumerKey key = key(77, "a", Permission.READ_WRITE);
        ConsumerKey created = store().create(key, Actor.OPERATOR);
        assertThat(created.id()).isEqualTo(1);
        assertThat(created).usingRecursiveComparison().ignoringFields("id").isEqualTo(key);
        assertThat(store().find(1)).contains(created);
        assertThat(store().all()).containsExactly(created);
        assertThat(store().find(2)).isEmpty();
    }

    @Test
    default void whatMayBeAbsentStaysAbsent() {
        ConsumerKey key = store().create(key(0, "a", null), Actor.OPERATOR);
        assertThat(key.permission()).isNull();
        assertThat(key.lastAccess()).isNull();
        assertThat(key.revokedAt()).isNull();
    }

    @Test
    default void whatChangedSinceARevisionIsToldAndNothingOlder() {
        ConsumerKey one = store().create(key(0, "a", Permission.READ), Actor.OPERATOR);
        ConsumerKey two = store().create(key(0, "b", Permission.READ), Actor.OPERATOR);
        assertThat(store().changedSince(-1)).containsExactly(one, two);
        long known = store().revision();
        assertThat(store().changedSince(known)).isEmpty();
        ConsumerKey three = store().create(key(0, "c", Permission.READ), Actor.OPERATOR);
        assertThat(store().changedSince(known)).containsExactly(three);
        store().revoke(one.id(), Actor.OPERATOR);
        assertThat(store().changedSince(known))
                .extracting(ConsumerKey::id)
                .containsExactly(one.id(), three.id());
        long imported = store().revision();
        store().importAll(List.of(key(9, "d", Permission.WRITE)), Actor.IMPORT);
        assertThat(store().changedSince(imported)).extracting(ConsumerKey::id).containsExactly(9L);
        assertThat(store().changedSince(store().revision())).isEmpty();
        assertThat(store().changedSince(-1)).isEqualTo(store().all());
    }

    @Test
    default void aHashThatIsTakenIsRefused() {
        store().create(key(0, "a", Permission.READ), Actor.OPERATOR);
        assertThatThrownBy(() -> store().create(key(0, "a", Permission.READ), Actor.OPERATOR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store().all()).hasSize(1);
    }

    @Test
    default void aKeyIsRevokedOnceAndStaysInTheList() {
        ConsumerKey key = store().create(key(0, "a", Permission.READ), Actor.OPERATOR);
        assertThat(store().revoke(key.id(), Actor.key(key.id()))).isTrue();
        long revision = store().revision();
        assertThat(store().revoke(key.id(), Actor.OPERATOR)).isFalse();
        assertThat(store().revoke(99, Actor.OPERATOR)).isFalse();
        assertThat(store().all()).extracting(ConsumerKey::revokedAt).containsExactly(NOW);
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    default void everyChangeRaisesTheRevisionAndNothingElseDoes() {
        long start = store().revision();
        ConsumerKey key = store().create(key(0, "a", Permission.READ), Actor.OPERATOR);
        long created = store().revision();
        store().importAll(List.of(key(9, "b", Permission.READ)), Actor.IMPORT);
        long imported = store().revision();
        store().revoke(key.id(), Actor.OPERATOR);
        long revoked = store().revision();
        store().importAll(List.of(key(9, "b", Permission.READ)), Actor.IMPORT);
        store().importAll(List.of(), Actor.IMPORT);
        store().all();
        assertThat(List.of(start, created, imported, revoked)).isSorted().doesNotHaveDuplicates();
        assertThat(store().revision()).isEqualTo(revoked);
    }

    @Test
    default void importedKeysKeepTheirIdsWhereTheseAreFree() {
        store().create(key(0, "own", Permission.READ), Actor.OPERATOR);
        int changed =
                store().importAll(
                                List.of(
                                        key(1, "a", Permission.READ),
                                        key(40, "b", Permission.WRITE),
                                        key(0, "c", Permission.WRITE),
                                        key(Long.MAX_VALUE, "d", null)),
                                Actor.IMPORT);
        assertThat(changed).isEqualTo(4);
        assertThat(store().all())
                .extracting(key -> key.id() + key.truncatedKey())
                .containsExactly("1own", "2a", "40b", "41c", "42d");
        assertThat(store().create(key(0, "e", null), Actor.OPERATOR).id()).isEqualTo(43);
    }

    @Test
    default void aSecondImportUpdatesWhatTheFirstBroughtAndCountsChangesOnly() {
        store().importAll(List.of(key(5, "a", Permission.READ)), Actor.IMPORT);
        assertThat(store().importAll(List.of(key(5, "a", Permission.READ)), Actor.IMPORT)).isZero();
        ConsumerKey changed =
                new ConsumerKey(
                        6,
                        KeyTerms.of(3, "new", null),
                        hash("a"),
                        "a",
                        secret(7),
                        NOW,
                        EARLIER,
                        KeyState.NEW);
        assertThat(store().importAll(List.of(changed), Actor.IMPORT)).isEqualTo(1);
        ConsumerKey stored = store().find(5).orElseThrow();
        assertThat(stored.userId()).isEqualTo(3);
        assertThat(stored.description()).isEqualTo("new");
        assertThat(stored.permission()).isNull();
        assertThat(stored.secret()).isEqualTo(secret(7));
        assertThat(stored.created()).isEqualTo(EARLIER);
        assertThat(stored.lastAccess()).isEqualTo(EARLIER);
        assertThat(store().all()).hasSize(1);
    }

    /// Two seals of one secret always differ.
    @Test
    default void anotherSealOfTheSameSecretIsNoChange() {
        store().importAll(List.of(key(5, "a", Permission.READ)), Actor.IMPORT);
        var resealed = new SealedSecret(1, secret(1).hash(), new byte[] {9, 9});
        ConsumerKey again = key(5, "a", Permission.READ).withSecret(resealed);
        assertThat(store().importAll(List.of(again), Actor.IMPORT)).isZero();
        assertThat(store().find(5).orElseThrow().secret()).isEqualTo(secret(1));
    }

    @Test
    default void anImportNeitherRevivesARevokedKeyNorTouchesOneMadeHere() {
        store().importAll(List.of(key(5, "a", Permission.READ)), Actor.IMPORT);
        store().revoke(5, Actor.OPERATOR);
        ConsumerKey own = store().create(key(0, "own", Permission.READ), Actor.OPERATOR);
        var keys =
                List.of(key(5, "a", Permission.READ_WRITE), key(5, "own", Permission.READ_WRITE));
        assertThat(store().importAll(keys, Actor.IMPORT)).isZero();
        assertThat(store().find(5).orElseThrow().revokedAt()).isEqualTo(NOW);
        assertThat(store().find(5).orElseThrow().permission()).isEqualTo(Permission.READ);
        assertThat(store().find(own.id())).contains(own);
    }

    @Test
    default void keysMadeAtOnceGetIdsOfTheirOwn() throws Exception {
        var tasks = new ArrayList<Callable<ConsumerKey>>();
        for (int i = 0; i < 16; i++) {
            String name = "k" + i;
            tasks.add(() -> store().create(key(0, name, Permission.READ), Actor.OPERATOR));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(tasks)) {
                result.get();
            }
        }
        assertThat(store().all()).hasSize(16).extracting(ConsumerKey::id).doesNotHaveDuplicates();
    }

    @Test
    default void everythingThatIsSaidOfAKeyAndBecameOfItComesBack() {
        KeyTerms terms =
                new KeyTerms(
                        3,
                        "all of it",
                        Permission.WRITE,
                        Set.of(Scope.SESSIONS, Scope.PERSONAL_DATA),
                        List.of(Network.parse("10.1.0.0/16"), Network.parse("2001:db8::/33")),
                        NOW.plusSeconds(1),
                        600);
        KeyState state =
                new KeyState(
                        NOW,
                        new KeyState.Disabled(NOW, KeyState.DisabledReason.EXPOSED),
                        EARLIER,
                        new KeyState.Rolled(8, EARLIER, NOW, 7, true),
                        9L,
                        new KeyState.Notice(14, EARLIER));
        ConsumerKey key = key(0, "a", null).withTerms(terms).withState(state);
        ConsumerKey created = store().create(key, Actor.OPERATOR);
        assertThat(created.terms()).isEqualTo(terms);
        assertThat(created.state()).isEqualTo(state);
        store().change(
                        created.id(),
                        stored ->
                                new Ruling.Changed(
                                        stored,
                                        stored.withTerms(KeyTerms.of(1, "less", null))
                                                .withState(KeyState.NEW),
                                        Event.Type.KEY_CHANGED),
                        Actor.OPERATOR);
        ConsumerKey less = store().find(created.id()).orElseThrow();
        assertThat(less.terms()).isEqualTo(KeyTerms.of(1, "less", null));
        assertThat(less.state()).isEqualTo(KeyState.NEW);
    }

    @Test
    default void aRulingThatChangesNothingLeavesTheRevision() {
        long id = store().create(key(0, "a", Permission.READ), Actor.OPERATOR).id();
        long revision = store().revision();
        var refused = new Ruling.Refused(KeyConflict.KEY_NOT_ROLLED);
        assertThat(store().change(id, _ -> refused, Actor.OPERATOR)).contains(refused);
        store().change(id, Ruling.Unchanged::new, Actor.OPERATOR);
        assertThat(store().change(99, Ruling.Unchanged::new, Actor.OPERATOR)).isEmpty();
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    default void ofARolledKeyBothKnowTheOther() {
        ConsumerKey old = store().create(key(0, "old", Permission.READ), Actor.OPERATOR);
        KeyState.Rolled over = new KeyState.Rolled(0, NOW, NOW.plusSeconds(60), null, false);
        ConsumerKey successor = key(0, "new", Permission.READ).withState(KeyState.after(old.id()));
        Ruling done =
                store().change(
                                old.id(),
                                key ->
                                        new Ruling.Rolled(
                                                key,
                                                key.withState(key.state().withRolled(over)),
                                                successor),
                                Actor.OPERATOR)
                        .orElseThrow();
        ConsumerKey made = ((Ruling.Rolled) done).successor();
        assertThat(made).isEqualTo(store().find(2).orElseThrow());
        assertThat(made.state().rolledFrom()).isEqualTo(old.id());
        assertThat(store().find(old.id()).orElseThrow().state().rolled())
                .isEqualTo(new KeyState.Rolled(2, NOW, NOW.plusSeconds(60), null, false));
    }

    @Test
    default void aNewSealTakesThePlaceOfTheOneItWasMadeForAlone() {
        ConsumerKey key = store().create(key(0, "a", Permission.READ), Actor.OPERATOR);
        var newer = new SealedSecret(2, new byte[] {5}, new byte[] {6});
        var late = new SealedSecret(2, new byte[] {7}, new byte[] {8});
        store().reseal(key.id(), key.secret(), newer, Actor.SYSTEM);
        assertThat(store().find(key.id()).orElseThrow().secret()).isEqualTo(newer);
        long revision = store().revision();
        store().reseal(key.id(), key.secret(), late, Actor.SYSTEM);
        store().reseal(99, key.secret(), late, Actor.SYSTEM);
        assertThat(store().find(key.id()).orElseThrow().secret()).isEqualTo(newer);
        assertThat(store().revision()).isEqualTo(revision);
    }

    @Test
    default void anImportLeavesAKeyAloneWhoseTermsWereChangedHere() {
        store().importAll(List.of(key(5, "a", Permission.READ_WRITE)), Actor.IMPORT);
        store().change(
                        5,
                        key ->
                                Ruling.of(
                                        key,
                                        key.withTerms(key.terms().withPermission(Permission.READ)),
                                        Event.Type.KEY_CHANGED),
                        Actor.OPERATOR);
        var again = List.of(key(5, "a", Permission.READ_WRITE));
        assertThat(store().importAll(again, Actor.IMPORT)).isZero();
        assertThat(store().find(5).orElseThrow().permission()).isEqualTo(Permission.READ);
    }

    private static ConsumerKey key(long id, String name, @Nullable Permission permission) {
        String hash = hash(name);
        return new ConsumerKey(
                id,
                KeyTerms.of(1, "ünï <b>", permission),
                hash,
                name,
                secret(1),
                EARLIER,
                null,
                KeyState.NEW);
    }

    private static String hash(String name) {
        return KeyHash.of("ck_" + name);
    }

    private static SealedSecret secret(int seed) {
        return new SealedSecret(1, new byte[] {0, (byte) seed, -1}, new byte[] {(byte) seed, 0});
    }
}
