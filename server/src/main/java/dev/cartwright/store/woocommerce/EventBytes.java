package dev.cartwright.store.woocommerce;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// The bytes of one event of the binary log, read as they come from the server. What nobody wants
/// is passed over, so that the largest row takes no memory.
final class EventBytes {
    private final InputStream in;
    private long left;

    /// The event is not what we take it for. The stream itself is whole.
    static final class NotUnderstood extends IOException {
        NotUnderstood(String what) {
            super(what);
        }
    }

    /// @param length how many bytes the event has
    EventBytes(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    /// The same bytes but for some at their end.
    EventBytes(EventBytes whole, int without) {
        in = whole.in;
        left = Math.max(0, whole.left - without);
        whole.left = Math.min(whole.left, without);
    }

    long left() {
        return left;
    }

    private void take(long length) throws NotUnderstood {
        if (length < 0 || length > left) {
            throw new NotUnderstood("an event ends early");
        }
        left -= length;
    }

    /// Unsigned, the lowest byte first.
    long number(int length) throws IOException {
        take(length);
        long number = 0;
        for (int i = 0; i < length; i++) {
            number |= (long) one() << 8 * i;
        }
        return number;
    }

    private int one() throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException("the binary log ended");
        }
        return read;
    }

    byte[] bytes(int length) throws IOException {
        take(length);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the binary log ended");
        }
        return bytes;
    }

    String text(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    /// A number in one byte, or in the 2, 3 or 8 that the first one announces.
    long packed() throws IOException {
        int first = (int) number(1);
        return switch (first) {
            case 252 -> number(2);
            case 253 -> number(3);
            case 254 -> number(8);
            case 251, 255 -> throw new NotUnderstood("an event ends early");
            default -> first;
        };
    }

    /// The lowest bit first.
    BitSet bits(int count) throws IOException {
        return BitSet.valueOf(bytes((count + 7) / 8));
    }

    void skip(long length) throws IOException {
        take(length);
        in.skipNBytes(length);
    }

    void skipRest() throws IOException {
        skip(left);
    }
}
