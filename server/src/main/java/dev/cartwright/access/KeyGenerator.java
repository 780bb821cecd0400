package dev.cartwright.access;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes consumer keys and secrets that nobody can guess.
public final class KeyGenerator {
    private static final int KEY_BYTES = 20;

    private final SecureRandom random;

    public KeyGenerator(SecureRandom random) {
        this.random = random;
    }

    /// `ck_` and 40 hex digits, as WooCommerce makes them.
    String consumerKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return "ck_" + HexFormat.of().formatHex(bytes);
    }

    /// `cs_`, 34 random base-62 digits and their checksum: 43 characters, as wide as WooCommerce's
    /// column.
    String consumerSecret() {
        while (true) {
            String body = randomDigits();
            body += Checksum.of(body);
            if (!Checksum.isHex(body)) { // else it would pass for one of another store's, unchecked
                return Checksum.PREFIX + body;
            }
        }
    }

    private String randomDigits() {
        var digits = new StringBuilder(Checksum.RANDOM_LENGTH);
        for (int i = 0; i < Checksum.RANDOM_LENGTH; i++) {
            digits.append(Base62.digit(random.nextInt(Base62.BASE)));
        }
        return digits.toString();
    }
}
