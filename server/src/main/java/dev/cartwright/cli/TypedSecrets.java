package dev.cartwright.cli;

import java.util.regex.Pattern;

/// Takes secrets out of a sentence about what was typed: errors end in the logs of schedulers and
/// build servers.
final class TypedSecrets {
    private static final Pattern KEY = Pattern.compile("(c[ks]_)[0-9A-Za-z]{8,}");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&\\s'\"]+");
    private static final Pattern LOGIN = Pattern.compile("://[^\\s/@'\"]+@");

    private TypedSecrets() {}

    static String masked(String text) {
        String masked = KEY.matcher(text).replaceAll("$1[…]");
        masked = PASSWORD.matcher(masked).replaceAll("$1[…]");
        return LOGIN.matcher(masked).replaceAll("://[…]@");
    }
}
