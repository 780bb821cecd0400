package dev.cartwright.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/// A key file that never touches a disk, and what is sealed with it.
public final class TestSealing {
    static final String ONE = "1 " + "1a".repeat(32) + " " + "1b".repeat(32) + "\n";
    static final String TWO = "2 " + "2a".repeat(32) + " " + "2b".repeat(32) + "\n";

    private TestSealing() {}

    public static SecretSealing sealing() {
        return new SecretSealing(keyFile(ONE), new SecureRandom());
    }

    static KeyFile keyFile(String text) {
        return KeyFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
