package dev.cartwright.cli;

import java.util.StringJoiner;

/// One line of comma-separated values as RFC 4180 writes it, made harmless for spreadsheets.
final class Csv {
    private final StringJoiner line = new StringJoiner(",", "", "\r\n");

    /// Text of whatever origin: what a spreadsheet would run as a formula gets a `'` in front.
    Csv text(String text) {
        line.add(quoted(formula(text) ? "'" + text : text));
        return this;
    }

    /// Digits of our own making, whose minus sign is no formula.
    Csv number(String digits) {
        line.add(digits);
        return this;
    }

    Csv number(long value) {
        return number(Long.toString(value));
    }

    @Override
    public String toString() {
        return line.toString();
    }

    private static boolean formula(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    }

    private static String quoted(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            plain = ",\"\r\n".indexOf(text.charAt(i)) < 0;
        }
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
