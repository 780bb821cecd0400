package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class KeyGeneratorTest {
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());

    @Test
    void keysAndSecretsHaveTheirFormAndNeverRepeat() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            String key = generator.consumerKey();
            String secret = generator.consumerSecret();
            assertThat(key).matches("ck_[0-9a-f]{40}");
            assertThat(secret).matches("cs_[0-9A-Za-z]{40}").hasSize(43);
            assertThat(seen.add(key) && seen.add(secret)).isTrue();
        }
    }

    @Test
    void theChecksumFitsUntilACharacterIsChanged() {
        String secret = generator.consumerSecret();
        assertThat(Checksum.fits(secret)).isTrue();
        for (int at = 3; at < secret.length(); at++) {
            char other = secret.charAt(at) == 'z' ? 'y' : 'z';
            String changed = secret.substring(0, at) + other + secret.substring(at + 1);
            assertThat(Checksum.fits(changed)).as("changed at %d", at).isFalse();
        }
    }

    @Test
    void theChecksumIsTheCrc32InBase62() {
        assertThat(Checksum.of("0".repeat(34))).hasSize(6);
        assertThat(Base62.padded(0, 6)).isEqualTo("000000");
        assertThat(Base62.padded(61, 6)).isEqualTo("00000z");
        assertThat(Base62.padded(62, 6)).isEqualTo("000010");
        assertThat(Base62.padded(0xffffffffL, 6)).isEqualTo("4gfFC3");
    }

    @Test
    void secretsOfOtherFormsCarryNoChecksum() {
        assertThat(Checksum.fits("cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a")).isTrue();
        assertThat(Checksum.fits("cs_16519062FF5A88275EB56FCDBC87D9F5D34FB87A")).isTrue();
        assertThat(Checksum.fits("anything")).isTrue();
        assertThat(Checksum.fits("")).isTrue();
        assertThat(Checksum.fits("cs_" + "z".repeat(39) + "-")).isTrue();
        assertThat(Checksum.fits("cs_" + "z".repeat(39))).isTrue();
        assertThat(Checksum.fits("sk_" + "z".repeat(40))).isTrue();
        assertThat(Checksum.fits("cs_" + "z".repeat(40))).isFalse();
    }

    /// From a real store's table.
    @Test
    void theHashIsWooCommercesAndWhiteSpaceAroundAKeyIsNoPartOfIt() {
        String key = "ck_6ad60276b7792c5e30014beae72e716f2645a6e8";
        String hash = "cfb90bfc98f1d41556539081d7b02b2f21f7fd78da025eb78c3c68e89cd4dce7";
        assertThat(KeyHash.of(key)).isEqualTo(hash);
        assertThat(KeyHash.of(" " + key + " \n")).isEqualTo(hash);
        assertThat(KeyHash.truncated(key + " ")).isEqualTo("645a6e8");
        assertThat(KeyHash.truncated("ck")).isEqualTo("ck");
        assertThat(KeyHash.wellFormed(hash)).isTrue();
        assertThat(KeyHash.wellFormed(hash.substring(1))).isFalse();
    }
}
