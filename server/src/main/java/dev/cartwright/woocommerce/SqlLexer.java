package dev.cartwright.woocommerce;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The words, names, strings and comments of MySQL's dialect, read byte by byte.
///
/// An end in the middle of something is an [EOFException].
final class SqlLexer {
    private static final int MAX_NAME = 512;
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final DumpInput in;

    SqlLexer(DumpInput in) {
        this.in = in;
    }

    long position() {
        return in.position();
    }

    int peek() throws IOException {
        return in.peek();
    }

    int next() throws IOException {
        int next = in.next();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    /// White space and comments; conditional comments too, which never hold rows.
    void skipSpace() throws IOException {
        while (true) {
            int c = in.peek();
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f') {
                in.next();
            } else if (c == '#') {
                skipLine();
            } else if (c == '-' && in.peekSecond() == '-') {
                skipLine();
            } else if (c == '/' && in.peekSecond() == '*') {
                in.next();
                in.next();
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() throws IOException {
        int before = 0;
        while (true) {
            int c = next();
            if (before == '*' && c == '/') {
                return;
            }
            before = c;
        }
    }

    private void skipLine() throws IOException {
        in.copyUntil((byte) '\n', (byte) '\n', NOWHERE);
    }

    /// The rest of the line, shortened when it is very long.
    String line() throws IOException {
        var text = new StringBuilder();
        int c = in.next();
        while (c >= 0 && c != '\n') {
            if (text.length() < MAX_NAME) {
                text.append((char) c);
            }
            c = in.next();
        }
        return text.toString().strip();
    }

    /// Letters, digits and underscores, in upper case; empty when something else comes.
    String word() throws IOException {
        return plainName().toUpperCase(Locale.ROOT);
    }

    private String plainName() throws IOException {
        var text = new StringBuilder();
        while (text.length() < MAX_NAME && namePart(in.peek())) {
            text.append((char) in.next());
        }
        return text.toString();
    }

    private static boolean namePart(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '$';
    }

    /// A name, in back quotes or without; empty when none comes.
    String name() throws IOException {
        int quote = in.peek();
        if (quote != '`' && quote != '"') {
            return plainName();
        }
        var text = new Name();
        quoted(text);
        return text.text();
    }

    /// Shortened when it is very long.
    private static final class Name extends OutputStream {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            if (kept.size() < MAX_NAME) {
                kept.write(b);
            }
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            kept.write(from, offset, Math.min(length, MAX_NAME - kept.size()));
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /// Unescapes the string that begins here into `out`.
    void quoted(OutputStream out) throws IOException {
        byte quote = (byte) next();
        byte escape = quote == '`' ? quote : (byte) '\\';
        while (true) {
            if (!in.copyUntil(quote, escape, out)) {
                throw new EOFException();
            }
            if (in.next() == quote) {
                if (in.peek() != quote) {
                    return;
                }
                in.next();
                out.write(quote);
                continue;
            }
            unescape(next(), out);
        }
    }

    private static void unescape(int c, OutputStream out) throws IOException {
        switch (c) {
            case '0' -> out.write(0);
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'b' -> out.write('\b');
            case 'Z' -> out.write(26);
            case '%', '_' -> {
                out.write('\\');
                out.write(c);
            }
            default -> out.write(c);
        }
    }

    void skipQuoted() throws IOException {
        quoted(NOWHERE);
    }

    /// To the `;` that ends this statement, or the end of the input.
    void skipStatement() throws IOException {
        while (true) {
            skipSpace();
            int c = in.peek();
            switch (c) {
                case -1 -> {
                    return;
                }
                case '\'', '"', '`' -> skipQuoted();
                case ';' -> {
                    in.next();
                    return;
                }
                default -> in.next();
            }
        }
    }
}
