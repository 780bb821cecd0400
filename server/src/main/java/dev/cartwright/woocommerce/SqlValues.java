package dev.cartwright.woocommerce;

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
            int c = lexer.peek();
            if (c != ',' && c != ')' && c >= 0) {
                return false; // what ends the statement is left to end it
            }
            if (lexer.next() == ')') {
                return true;
            }
        }
    }

    /// False for NULL and for what is no plain value.
    private boolean value(OutputStream out) throws IOException {
        while (true) {
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
            if (!introduces(word)) {
                return named(word, out);
            }
            lexer.skipSpace();
        }
    }

    /// `_binary '…'` and `N'…'`.
    private static boolean introduces(String word) {
        return word.startsWith("_") || word.equals("N");
    }

    private boolean named(String word, OutputStream out) throws IOException {
        if (word.equals("X") && lexer.peek() == '\'') {
            var digits = new HexDigits(out);
            lexer.quoted(digits);
            digits.end();
            return true;
        }
        return switch (word) {
            case "NULL" -> false;
            case "TRUE", "FALSE" -> {
                out.write(word.equals("TRUE") ? '1' : '0');
                yield true;
            }
            default -> call();
        };
    }

    /// A call of a function is stepped over.
    private boolean call() throws IOException {
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
            hexDigits(out);
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

    private void hexDigits(OutputStream out) throws IOException {
        var digits = new HexDigits(out);
        while (Character.digit(lexer.peek(), 16) >= 0) {
            digits.write(lexer.next());
        }
        digits.end();
    }

    /// Makes bytes of pairs of digits. MySQL's own dumps never have an odd one.
    private static final class HexDigits extends OutputStream {
        private final OutputStream out;
        private int high = -1;

        HexDigits(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int c) throws IOException {
            int digit = Character.digit(c, 16);
            if (digit < 0) {
                return; // no digit, and no SQL
            }
            if (high < 0) {
                high = digit;
                return;
            }
            out.write(high << 4 | digit);
            high = -1;
        }

        void end() throws IOException {
            if (high >= 0) {
                out.write(high);
            }
        }
    }
}
