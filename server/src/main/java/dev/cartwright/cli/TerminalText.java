package dev.cartwright.cli;

/// Text made harmless for a terminal: control characters, escape sequences and marks that reorder
/// text become visible escapes.
final class TerminalText {
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private TerminalText() {}

    static String escape(String text) {
        int length = text.length();
        int i = 0;
        while (i < length && plain(text.charAt(i))) {
            i++;
        }
        if (i == length) {
            return text;
        }
        var escaped = new StringBuilder(length + 16).append(text, 0, i);
        text.codePoints().skip(i).forEach(c -> append(escaped, c));
        return escaped.toString();
    }

    /// Whether escaping would change the character.
    static boolean dangerous(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER; // families of emoji need it
            default -> false;
        };
    }

    private static boolean plain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    private static void append(StringBuilder escaped, int c) {
        if (!dangerous(c)) {
            escaped.appendCodePoint(c);
            return;
        }
        switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> escaped.append("\\u%04x".formatted(c));
        }
    }
}
