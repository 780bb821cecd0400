package dev.cartwright.woocommerce;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The values between the brackets of an `INSERT`.
final class SqlValues {
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final SqlLexer lexer;

    SqlValues(SqlLexer lexer) {
        this.lexer = lexer;
    }

    /// Reads to the closing bracket; false when there is something else than values.
    boolean tuple(@Nullable RowBuilder builder) throws IOException {
        for (int position = 0; ; position++) {
            lexer.skipSpace();
            if (builder == null || !builder.wants(position)) {
                value(NOWHERE);
            } else if (value(builder.cell())) {
                builder.put(position);
            }
            lexer.skipSpace();
            switch (lexer.next()) {
                case ',' -> {}
                case ')' -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /// False for NULL and for what is no plain value.
    private boolean value(OutputStream out) throws IOException {
        int c = lexer.peek();
        if (c == '\'' || c == '"') {
            lexer.quoted(out);
            return true;
        }
        if (c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9') {
            number(out);
            return true;
        }
        String word = lexer.word();
        return switch (word) {
            case "NULL" -> false;
            case "TRUE", "FALSE" -> {
                out.write(word.equals("TRUE") ? '1' : '0');
                yield true;
            }
            case "X" -> {
                hexDigits(out, true);
                yield true;
            }
            default -> introduced(word, out);
        };
    }

    /// `_binary '…'` and `N'…'`; a call of a function is stepped over.
    private boolean introduced(String word, OutputStream out) throws IOException {
        if (word.startsWith("_") || word.equals("N")) {
            lexer.skipSpace();
            return value(out);
        }
        int depth = 0;
        while (true) {
            lexer.skipSpace();
            int c = lexer.peek();
            if (depth == 0 && (c == ',' || c == ')')) {
                return false;
            }
            if (c == '\'' || c == '"' || c == '`') {
                lexer.skipQuoted();
                continue;
            }
            if (c == ';') {
                return false;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            lexer.next();
        }
    }

    private void number(OutputStream out) throws IOException {
        int first = lexer.next();
        if (first == '0' && (lexer.peek() == 'x' || lexer.peek() == 'X')) {
            lexer.next();
            hexDigits(out, false);
            return;
        }
        out.write(first);
        while (true) {
            int c = lexer.peek();
            boolean part = c >= '0' && c <= '9' || c == '.' || c == 'e' || c == 'E';
            if (!part && c != '-' && c != '+') {
                return;
            }
            out.write(lexer.next());
        }
    }

    /// Pairs of digits. MySQL's own dumps never have an odd one.
    private void hexDigits(OutputStream out, boolean quoted) throws IOException {
        if (quoted) {
            var text = new ByteArrayOutputStream();
            lexer.quoted(text);
            byte[] digits = text.toByteArray();
            for (int i = 0; i + 1 < digits.length; i += 2) {
                out.write(Character.digit(digits[i], 16) << 4 | Character.digit(digits[i + 1], 16));
            }
            return;
        }
        while (true) {
            int high = Character.digit(lexer.peek(), 16);
            if (high < 0) {
                return;
            }
            lexer.next();
            int low = Character.digit(lexer.peek(), 16);
            if (low >= 0) {
                lexer.next();
            }
            out.write(low < 0 ? high : high << 4 | low);
        }
    }
}
