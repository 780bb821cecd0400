package dev.cartwright.store.woocommerce;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Lets through of an event that fills more than one packet (16 MB) only its beginning, as if it
/// were no longer. The library gathers such an event in memory first, and one of another table may
/// have a gigabyte. The beginning tells which row it is.
final class PacketTrim extends FilterInputStream {
    private static final int FULL = 0xFF_FFFF;

    /// What is let through of such an event, with one byte in front of it.
    static final int KEPT = 1 << 16;

    private static final int PACKET_HEAD = 4;

    /// Where an event says how long it is, behind the packet's head and one byte.
    private static final int LENGTH_AT = PACKET_HEAD + 1 + 9;

    /// Read from the stream and not handed on yet.
    private byte[] ready = {};

    private int at;

    /// What follows of the packet that is handed on as it is.
    private int left;

    /// @param in at the beginning of a packet
    PacketTrim(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == ready.length && left == 0 && !nextPacket()) {
            return -1;
        }
        if (at < ready.length) {
            int some = Math.min(length, ready.length - at);
            System.arraycopy(ready, at, into, offset, some);
            at += some;
            return some;
        }
        int read = in.read(into, offset, Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    /// False at the end.
    private boolean nextPacket() throws IOException {
        byte[] head;
        try {
            head = in.readNBytes(PACKET_HEAD);
        } catch (EOFException _) { // the library's streams say it so
            return false;
        }
        if (head.length < PACKET_HEAD) {
            return false;
        }
        ready = head;
        at = 0;
        left = length(head);
        if (left == FULL) {
            trim(head);
        }
        return true;
    }

    private void trim(byte[] head) throws IOException {
        byte[] kept = in.readNBytes(KEPT);
        in.skipNBytes(FULL - KEPT);
        int more;
        do {
            more = length(in.readNBytes(PACKET_HEAD));
            in.skipNBytes(more);
        } while (more == FULL);
        ready = new byte[PACKET_HEAD + KEPT];
        System.arraycopy(head, 0, ready, 0, PACKET_HEAD);
        System.arraycopy(kept, 0, ready, PACKET_HEAD, KEPT);
        put(0, KEPT, 3);
        put(LENGTH_AT, KEPT - 1, 4);
        left = 0;
    }

    private void put(int where, int number, int bytes) {
        for (int i = 0; i < bytes; i++) {
            ready[where + i] = (byte) (number >> 8 * i);
        }
    }

    private static int length(byte[] head) throws EOFException {
        if (head.length < PACKET_HEAD) {
            throw new EOFException("the binary log ended");
        }
        return head[0] & 0xff | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16;
    }

    @Override
    public int available() throws IOException {
        return ready.length - at + Math.min(left, in.available());
    }

    @Override
    public long skip(long count) throws IOException {
        var passed = new byte[(int) Math.min(count, 8_192)];
        return Math.max(0, read(passed, 0, passed.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
