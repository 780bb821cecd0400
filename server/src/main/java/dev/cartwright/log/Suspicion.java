package dev.cartwright.log;

/// One cheap look over a line for anything that [Redaction] might mask. Almost every line is one of
/// a request, with nothing in it, and there are as many as requests.
///
/// It may suspect too much but never too little: whatever a rule of [Redaction] matches contains
/// one of these.
final class Suspicion {
    private static final int SHORTEST_HEX_KEY = 30;
    private static final int SHORTEST_GUEST_KEY = 8;

    private static final byte BORING = 0;
    private static final byte HEX = 1;

    /// The last character of a word below, or suspicious by itself.
    private static final byte TELLING = 2;

    private static final byte[] KINDS = kinds();

    private Suspicion() {}

    private static byte[] kinds() {
        var kinds = new byte[256];
        "0123456789abcdef".chars().forEach(c -> kinds[c] = HEX);
        "@%/_CcFfRrTtWwZz".chars().forEach(c -> kinds[c] |= TELLING);
        return kinds;
    }

    static boolean in(byte[] line) {
        int hex = 0;
        for (int i = 0; i < line.length; i++) {
            byte kind = KINDS[line[i] & 0xff];
            if (kind == BORING) {
                hex = 0;
                continue;
            }
            hex = (kind & HEX) == 0 ? 0 : hex + 1;
            if (hex == SHORTEST_HEX_KEY || kind >= TELLING && endsSuspiciously(line, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsSuspiciously(byte[] line, int at) {
        return switch (line[at]) {
            case '@' -> true;
            case '%' -> follows(line, at, "40");
            case '/' -> ends(line, at, "://");
            case 'c', 'C' -> ends(line, at, "asic");
            case 'r', 'R' -> ends(line, at, "earer");
            case 'w', 'W' -> ends(line, at, "passw");
            case 'z', 'Z' -> ends(line, at, "uthoriz");
            case 'f', 'F' -> ends(line, at, "y2tf");
            case 't', 'T' -> ends(line, at, "_secret");
            case '_' -> underscore(line, at);
            default -> false;
        };
    }

    private static boolean underscore(byte[] line, int at) {
        return ends(line, at, "cs_")
                || ends(line, at, "ck_")
                || ends(line, at, "oauth_")
                || ends(line, at, "t_") && isGuestKey(line, at + 1);
    }

    private static boolean isGuestKey(byte[] line, int from) {
        int end = from + SHORTEST_GUEST_KEY;
        if (end > line.length) {
            return false;
        }
        for (int i = from; i < end; i++) {
            int c = line[i];
            boolean fits = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean follows(byte[] line, int at, String text) {
        return ends(line, at + text.length(), text);
    }

    /// Without regard to case.
    ///
    /// @param text in lower case
    private static boolean ends(byte[] line, int at, String text) {
        int start = at - text.length() + 1;
        if (start < 0 || at >= line.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            int c = line[start + i];
            int lower = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
            if (lower != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
