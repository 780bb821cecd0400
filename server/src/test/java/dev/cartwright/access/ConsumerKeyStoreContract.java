package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.event.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                new ConsumerKey(6, 3, "new", null, hash("a"), "a", secret(7), NOW, EARLIER, null);
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
        ConsumerKey again = withSecret(key(5, "a", Permission.READ), resealed);
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

    private static ConsumerKey key(long id, String name, @Nullable Permission permission) {
        String hash = hash(name);
        return new ConsumerKey(
                id, 1, "ünï <b>", permission, hash, name, secret(1), EARLIER, null, null);
    }

    private static ConsumerKey withSecret(ConsumerKey key, SealedSecret secret) {
        return new ConsumerKey(
                key.id(),
                key.userId(),
                key.description(),
                key.permission(),
                key.keyHash(),
                key.truncatedKey(),
                secret,
                key.created(),
                null,
                null);
    }

    private static String hash(String name) {
        return KeyHash.of("ck_" + name);
    }

    private static SealedSecret secret(int seed) {
        return new SealedSecret(1, new byte[] {0, (byte) seed, -1}, new byte[] {(byte) seed, 0});
    }
}
