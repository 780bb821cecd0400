package dev.cartwright.access;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// The last six characters of a secret made here: they tell a mistyped or cut secret, and let
/// scanners of leaked secrets know ours from chance.
///
/// Secrets of other stores carry none, so a secret that matches is never refused for its form.
final class Checksum {
    static final String PREFIX = "cs_";
    static final int RANDOM_LENGTH = 34;
    private static final int LENGTH = 6;
    private static final int SECRET_LENGTH = PREFIX.length() + RANDOM_LENGTH + LENGTH;
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]*");

    private Checksum() {}

    /// CRC32 of the random part, in base 62.
    static String of(String random) {
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.UTF_8));
        return Base62.padded(crc.getValue(), LENGTH);
    }

    /// True as well for secrets that carry no checksum.
    static boolean fits(String secret) {
        if (secret.length() != SECRET_LENGTH || !secret.startsWith(PREFIX)) {
            return true;
        }
        String body = secret.substring(PREFIX.length());
        if (isHex(body) || !Base62.consistsOfDigits(body)) {
            return true;
        }
        return body.endsWith(of(body.substring(0, RANDOM_LENGTH)));
    }

    static boolean isHex(String body) {
        return HEX.matcher(body).matches();
    }
}
