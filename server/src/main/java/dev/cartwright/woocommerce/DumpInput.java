package dev.cartwright.woocommerce;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The bytes of a dump, unpacked where they are packed, with one byte to look ahead.
///
/// Positions count unpacked bytes. A packed file that breaks off ends early, and says so.
final class DumpInput implements Closeable {
    private static final int BUFFER = 1 << 17;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final FileChannel file;
    private final InputStream stream;
    private final boolean packed;
    private final boolean owner;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long bufferStart;
    private boolean damaged;

    /// Where what is read is copied to; null while nothing is.
    private @Nullable OutputStream copy;

    /// From where on the buffer still has to be copied.
    private int copied;

    private DumpInput(FileChannel file, InputStream stream, boolean packed, boolean owner) {
        this.file = file;
        this.stream = stream;
        this.packed = packed;
        this.owner = owner;
    }

    static DumpInput open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            var magic = ByteBuffer.allocate(2);
            file.read(magic, 0);
            boolean packed = magic.position() == 2 && (magic.getShort(0) & 0xffff) == GZIP_MAGIC;
            InputStream plain = Channels.newInputStream(file);
            InputStream stream = packed ? new GZIPInputStream(plain, BUFFER) : plain;
            return new DumpInput(file, stream, packed, true);
        } catch (EOFException | ZipException e) {
            file.close();
            throw new DumpException("%s begins as gzip does, but is not".formatted(path), e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// Reads what [Unpacked] keeps; closing it leaves that as it is.
    static DumpInput of(FileChannel kept) throws IOException {
        kept.position(0);
        return new DumpInput(kept, Channels.newInputStream(kept), false, false);
    }

    /// From here on, what is read goes there too, until [#endCopy].
    void copyTo(OutputStream out) {
        copy = out;
        copied = next;
    }

    void endCopy() throws IOException {
        copyOn();
        copy = null;
    }

    private void copyOn() throws IOException {
        if (copy != null) {
            copy.write(buffer, copied, next - copied);
            copied = next;
        }
    }

    boolean packed() {
        return packed;
    }

    /// -1 at the end.
    int peek() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        return buffer[next] & 0xff;
    }

    /// The byte behind the next one; -1 when there is none.
    int peekSecond() throws IOException {
        if (peek() < 0) {
            return -1;
        }
        if (next + 1 == end && !fillBehind()) {
            return -1;
        }
        return buffer[next + 1] & 0xff;
    }

    int next() throws IOException {
        if (next == end && !fill()) {
            return -1;
        }
        return buffer[next++] & 0xff;
    }

    /// Copies up to and without the next `a` or `b`, and stays there.
    ///
    /// @return false when the input ended before
    boolean copyUntil(byte a, byte b, OutputStream out) throws IOException {
        while (next < end || fill()) {
            int start = next;
            int at = next;
            while (at < end && buffer[at] != a && buffer[at] != b) {
                at++;
            }
            next = at;
            out.write(buffer, start, at - start);
            if (at < end) {
                return true;
            }
        }
        return false;
    }

    long position() {
        return bufferStart + next;
    }

    /// Bytes of the file read so far, packed as they are.
    long fileRead() throws IOException {
        return file.position();
    }

    /// Whether the packed file broke off or is not what it should be.
    boolean damaged() {
        return damaged;
    }

    /// Forward only.
    void skipTo(long position) throws IOException {
        if (!packed && position > bufferStart + end) {
            file.position(position);
            bufferStart = position;
            next = 0;
            end = 0;
            return;
        }
        while (position > bufferStart + end) {
            next = end;
            if (!fill()) {
                return;
            }
        }
        next = (int) (position - bufferStart);
    }

    private boolean fill() throws IOException {
        copyOn();
        bufferStart += end;
        next = 0;
        copied = 0;
        end = 0;
        return readMore();
    }

    /// Keeps the last byte of the buffer and reads behind it.
    private boolean fillBehind() throws IOException {
        copyOn();
        buffer[0] = buffer[next];
        bufferStart += next;
        next = 0;
        copied = 0;
        end = 1;
        return readMore();
    }

    private boolean readMore() throws IOException {
        if (damaged) {
            return false;
        }
        try {
            int read = stream.read(buffer, end, buffer.length - end);
            end += Math.max(read, 0);
            return read > 0;
        } catch (EOFException | ZipException _) {
            damaged = true;
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (owner) {
            stream.close();
            file.close();
        }
    }
}
