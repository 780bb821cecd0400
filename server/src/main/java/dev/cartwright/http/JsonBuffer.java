package dev.cartwright.http;

import java.io.OutputStream;
import java.util.Arrays;

/// Bytes of one answer, kept between the answers of a connection.
final class JsonBuffer extends OutputStream {
    private static final int FIRST_SIZE = 4 * 1024;
    private static final int LARGEST_KEPT = 64 * 1024;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    void reset() {
        length = 0;
    }

    boolean tooLargeToKeep() {
        return bytes.length > LARGEST_KEPT;
    }

    /// Valid up to [#length] and until the next write.
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[length++] = (byte) b;
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        reserve(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    private void reserve(int count) {
        int needed = Math.addExact(length, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
