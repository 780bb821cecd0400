package dev.cartwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// Our SHA-1 and SHA-256 against the JDK's and the vectors of RFC 2202 and RFC 4231.
class HashFunctionTest {
    private static final Sha1 SHA_1 = new Sha1();
    private static final Sha256 SHA_256 = new Sha256();
    private static final String LARGE_KEY_TEXT =
            "Test Using Larger Than Block-Size Key - Hash Key First";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void digestsOfEveryShortLengthEqualTheJdks() throws GeneralSecurityException {
        for (int length = 0; length <= 300; length++) {
            byte[] message = bytes(length);
            assertThat(SHA_1.digest(message))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(MessageDigest.getInstance("SHA-1").digest(message));
            assertThat(SHA_256.digest(message))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(message));
        }
    }

    @Test
    void digestsOfLongMessagesEqualTheJdks() throws GeneralSecurityException {
        for (int run = 0; run < 100; run++) {
            byte[] message = bytes(random.nextInt(20_000));
            assertThat(SHA_1.digest(message))
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(MessageDigest.getInstance("SHA-1").digest(message));
            assertThat(SHA_256.digest(message))
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(message));
        }
    }

    @Test
    void hmacsWithKeysOfAnyLengthEqualTheJdksAlsoAfterExportAndRestore()
            throws GeneralSecurityException {
        for (int run = 0; run < 2_000; run++) {
            byte[] key = bytes(1 + random.nextInt(200));
            byte[] message = bytes(random.nextInt(300));
            check("HmacSHA1", SHA_1, key, message);
            check("HmacSHA256", SHA_256, key, message);
        }
    }

    private void check(String name, HashFunction hash, byte[] key, byte[] message)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key, name));
        byte[] expected = mac.doFinal(message);
        HmacState state = HmacState.of(hash, key);
        assertThat(state.sign(message)).as("seed %d", seed).isEqualTo(expected);
        HmacState restored = HmacState.restore(hash, state.export());
        assertThat(restored.sign(message)).as("seed %d", seed).isEqualTo(expected);
        assertThat(restored.sign(message)).as("a second time").isEqualTo(expected);
    }

    @Test
    void hmacSha1AnswersTheVectorsOfRfc2202() {
        assertThat(hmac(SHA_1, repeated(0x0b, 20), "Hi There"))
                .isEqualTo("b617318655057264e28bc0b6fb378c8ef146be00");
        assertThat(hmac(SHA_1, ascii("Jefe"), "what do ya want for nothing?"))
                .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assertThat(hmac(SHA_1, repeated(0xaa, 80), LARGE_KEY_TEXT))
                .isEqualTo("aa4ae5e15272d00e95705637ce8a3b55ed402112");
    }

    @Test
    void hmacSha256AnswersTheVectorsOfRfc4231() {
        assertThat(hmac(SHA_256, repeated(0x0b, 20), "Hi There"))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(hmac(SHA_256, ascii("Jefe"), "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(hmac(SHA_256, repeated(0xaa, 131), LARGE_KEY_TEXT))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void anExportIsAsLongAsTwoStatesAndDoesNotContainTheKey() {
        String key = "cs_16519062ff5a88275eb56fcdbc87d9f5d34fb87a&";
        byte[] sha1 = HmacState.of(SHA_1, ascii(key)).export();
        byte[] sha256 = HmacState.of(SHA_256, ascii(key)).export();
        assertThat(sha1).hasSize(40);
        assertThat(sha256).hasSize(64);
        assertThat(new String(sha256, StandardCharsets.ISO_8859_1)).doesNotContain("cs_1");
    }

    private static String hmac(HashFunction hash, byte[] key, String message) {
        return HexFormat.of().formatHex(HmacState.of(hash, key).sign(ascii(message)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] repeated(int value, int times) {
        byte[] bytes = new byte[times];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
