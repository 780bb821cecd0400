package dev.cartwright.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// Escapes in JSON what would steer a terminal and what JSON itself lets pass: DEL, the C1 controls
/// and the marks that reorder text.
///
/// They occur within strings alone, where the escape means the same.
final class HarmlessJsonWriter extends FilterWriter {
    HarmlessJsonWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
        int from = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (steers(buffer[i])) {
                out.write(buffer, from, i - from);
                out.write("\\u%04x".formatted((int) buffer[i]));
                from = i + 1;
            }
        }
        out.write(buffer, from, end - from);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        write(text.toCharArray(), offset, length);
    }

    @Override
    public void write(int c) throws IOException {
        write(new char[] {(char) c}, 0, 1);
    }

    private static boolean steers(char c) {
        return c >= 0x7f && !Character.isSurrogate(c) && TerminalText.dangerous(c);
    }
}
