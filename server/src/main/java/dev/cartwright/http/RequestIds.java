package dev.cartwright.http;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Names of requests, in every answer and log line.
final class RequestIds {
    private static final int MAX_LENGTH = 64;

    private final RandomGenerator random;

    /// @param random safe for many threads
    RequestIds(RandomGenerator random) {
        this.random = random;
    }

    /// The caller's own where it is harmless in a log and no key or secret, else a new one.
    String of(@Nullable String presented) {
        return presented != null && harmless(presented) ? presented : make();
    }

    String make() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /// How `ck_` begins in the base64 of a Basic header.
    private static final String BASIC_CREDENTIAL = "Y2tf";

    private static boolean harmless(String text) {
        boolean credential =
                text.contains("ck_") || text.contains("cs_") || text.contains(BASIC_CREDENTIAL);
        if (text.isEmpty() || text.length() > MAX_LENGTH || credential) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean allowed =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '.'
                            || c == '_'
                            || c == '-';
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
