package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.ImportKeys.PlainKey;
import dev.cartwright.access.Keys.Creation;
import dev.cartwright.access.Keys.Fault;
import dev.cartwright.event.Actor;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final InMemoryConsumerKeyStore store = new InMemoryConsumerKeyStore(clock);
    private final InMemoryUserStore users = new InMemoryUserStore();
    private final SecretSealing sealing = TestSealing.sealing();
    private final Keys keys =
            new Keys(store, users, sealing, new KeyGenerator(new SecureRandom()), clock);

    @Test
    void aNewKeyOpensTheDoorAndItsPlainHalvesAreNowhereElse() {
        NewKey made = created(1, " Tutorial ", Permission.READ_WRITE);
        assertThat(made.consumerKey()).matches("ck_[0-9a-f]{40}");
        assertThat(made.key().description()).isEqualTo("Tutorial");
        assertThat(made.key().created()).isEqualTo(NOW);
        assertThat(made.key().truncatedKey()).isEqualTo(made.consumerKey().substring(36));
        assertThat(store.all()).containsExactly(made.key());
        assertThat(made.toString() + store.all())
                .doesNotContain(made.consumerKey())
                .doesNotContain(made.consumerSecret());

        var door = new ConsumerKeys(store, users, sealing, new SecureRandom(), clock, e -> {});
        door.refresh();
        var pair = new KeyAndSecret(made.consumerKey(), made.consumerSecret());
        assertThat(door.authenticate(pair, Permission.WRITE, "")).isInstanceOf(Granted.class);
    }

    @Test
    void whatIsMissingIsSaidInWooCommercesWords() {
        List<Fault> faults = refused(0, " ", null);
        assertThat(faults)
                .extracting(Fault::text)
                .containsExactly(
                        "Description is missing.", "User is missing.", "Permissions is missing.");
        assertThat(store.all()).isEmpty();
    }

    @Test
    void anUnknownUserIsRefused() {
        assertThat(refused(2, "x", Permission.READ)).containsExactly(Fault.USER_UNKNOWN);
        assertThat(refused(-1, "x", Permission.READ)).containsExactly(Fault.USER_UNKNOWN);
    }

    @Test
    void aDescriptionHasAtMostTwoHundredCharactersNotBytes() {
        String emoji = "\ud83d\ude00".repeat(200);
        assertThat(created(1, emoji, Permission.READ).key().description()).isEqualTo(emoji);
        assertThat(refused(1, emoji + "x", Permission.READ))
                .containsExactly(Fault.DESCRIPTION_TOO_LONG);
    }

    @Test
    void aDescriptionIsOneLineOfPlainTextAndMarkupStaysAsTyped() {
        for (String odd : List.of("a\nb", "a\u001b[31mb", "a\u0000b", "a\u2028b", "a\u202eb")) {
            assertThat(refused(1, odd, Permission.READ))
                    .containsExactly(Fault.DESCRIPTION_HAS_CONTROL_CHARACTERS);
        }
        assertThat(created(1, "<b>'ü\"", Permission.READ).key().description()).isEqualTo("<b>'ü\"");
    }

    @Test
    void aKeyIsRevokedOnce() {
        long id = created(1, "x", Permission.READ).key().id();
        assertThat(keys.revoke(id, Actor.OPERATOR)).isTrue();
        assertThat(keys.revoke(id, Actor.OPERATOR)).isFalse();
        assertThat(keys.revoke(99, Actor.OPERATOR)).isFalse();
        assertThat(store.find(id).orElseThrow().revokedAt()).isEqualTo(NOW);
    }

    @Test
    void importedKeysKeepTheirSecretAndAnUnknownPermissionAllowsNothing() {
        var imports = new ImportKeys(store, sealing, clock);
        var rows =
                List.of(
                        plain(4, "ck_a", "cs_a", "read"),
                        plain(5, "ck_b", "cs_b", "disabled"),
                        plain(6, "ck_c", "", "read"),
                        new PlainKey(7, "odd", "cs_d", "read", 1, "", "d", null));
        var outcome = imports.importAll(rows, Actor.IMPORT);
        assertThat(outcome.changed()).isEqualTo(2);
        assertThat(outcome.refused()).containsExactly(6L, 7L);
        assertThat(rows.toString()).doesNotContain("cs_a").doesNotContain(KeyHash.of("ck_a"));
        assertThat(sealing.matches(store.find(4).orElseThrow().secret(), "cs_a")).isTrue();
        assertThat(store.find(5).orElseThrow().permission()).isNull();
        assertThat(imports.importAll(rows, Actor.IMPORT).changed()).isZero();
    }

    private static PlainKey plain(long id, String key, String secret, String word) {
        String hash = KeyHash.of(key);
        return new PlainKey(id, hash, secret, word, 1, "imported", key, null);
    }

    private NewKey created(long user, String description, Permission permission) {
        return switch (keys.create(user, description, permission, Actor.OPERATOR)) {
            case Creation.Created(var made) -> made;
            case Creation.Refused(var faults) -> throw new AssertionError(faults);
        };
    }

    private List<Fault> refused(long user, String description, @Nullable Permission permission) {
        return switch (keys.create(user, description, permission, Actor.OPERATOR)) {
            case Creation.Created(var made) -> throw new AssertionError(made);
            case Creation.Refused(var faults) -> faults;
        };
    }
}
