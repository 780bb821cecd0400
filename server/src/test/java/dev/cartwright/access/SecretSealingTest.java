package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretSealingTest {
    private static final String SECRET = "cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a";
    private final SecretSealing sealing = TestSealing.sealing();

    @Test
    void onlyTheSecretItselfMatches() {
        SealedSecret sealed = sealing.seal(SECRET);
        assertThat(sealing.matches(sealed, SECRET)).isTrue();
        assertThat(sealing.matches(sealed, SECRET + " ")).isFalse();
        assertThat(sealing.matches(sealed, SECRET.substring(1))).isFalse();
        assertThat(sealing.matches(sealed, SECRET.replace('a', 'A'))).isFalse();
        assertThat(sealing.matches(sealed, "")).isFalse();
    }

    @Test
    void theOpenedStatesSignAsTheSecretWould() {
        byte[] message = "GET&x&y".getBytes(StandardCharsets.UTF_8);
        byte[] key = (SECRET + "&").getBytes(StandardCharsets.UTF_8);
        var states = sealing.oauthStates(sealing.seal(SECRET)).orElseThrow();
        assertThat(states.sha1().sign(message))
                .isEqualTo(HmacState.of(new Sha1(), key).sign(message));
        assertThat(states.sha256().sign(message))
                .isEqualTo(HmacState.of(new Sha256(), key).sign(message));
    }

    @Test
    void twoSealsOfOneSecretDifferYetHideTheSame() {
        SealedSecret one = sealing.seal(SECRET);
        SealedSecret other = sealing.seal(SECRET);
        assertThat(one.oauthStates()).isNotEqualTo(other.oauthStates());
        assertThat(one.hidesTheSameAs(other)).isTrue();
        assertThat(one).isNotEqualTo(other);
        assertThat(one.hidesTheSameAs(sealing.seal("another"))).isFalse();
    }

    @Test
    void changedStatesAndStatesMovedToAnotherSecretAreNotOpened() {
        SealedSecret sealed = sealing.seal(SECRET);
        SealedSecret other = sealing.seal("another");
        byte[] states = sealed.oauthStates();
        for (int at = 0; at < states.length; at += 7) {
            byte[] changed = states.clone();
            changed[at] ^= 1;
            assertThat(sealing.canOpen(new SealedSecret(1, sealed.hash(), changed))).isFalse();
        }
        assertThat(sealing.canOpen(new SealedSecret(1, other.hash(), states))).isFalse();
        assertThat(sealing.canOpen(new SealedSecret(1, sealed.hash(), new byte[0]))).isFalse();
        assertThat(sealing.canOpen(sealed)).isTrue();
    }

    @Test
    void anOlderEntryStillOpensAndANewOneSeals() {
        SealedSecret old = sealing.seal(SECRET);
        var file = TestSealing.keyFile(TestSealing.ONE + TestSealing.TWO);
        var rotated = new SecretSealing(file, new SecureRandom());
        assertThat(rotated.matches(old, SECRET)).isTrue();
        assertThat(rotated.canOpen(old)).isTrue();
        assertThat(rotated.seal(SECRET).pepperId()).isEqualTo(2);
    }

    @Test
    void anotherKeyFileMatchesAndOpensNothing() {
        SealedSecret sealed = sealing.seal(SECRET);
        var two = new SecretSealing(TestSealing.keyFile(TestSealing.TWO), new SecureRandom());
        assertThat(two.matches(sealed, SECRET)).isFalse();
        assertThat(two.canOpen(sealed)).isFalse();
        var other = TestSealing.keyFile(TestSealing.TWO.replaceFirst("2", "1"));
        var sameId = new SecretSealing(other, new SecureRandom());
        assertThat(sameId.matches(sealed, SECRET)).isFalse();
        assertThat(sameId.canOpen(sealed)).isFalse();
    }

    @Test
    void nothingOfTheSecretIsInTheSealOrItsText() {
        SealedSecret sealed = sealing.seal(SECRET);
        String everything =
                sealed
                        + new String(sealed.hash(), StandardCharsets.ISO_8859_1)
                        + new String(sealed.oauthStates(), StandardCharsets.ISO_8859_1);
        assertThat(everything).doesNotContain("cs_1").doesNotContain("1651");
    }
}
