package dev.cartwright.woocommerce;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Statements of a packed dump, unpacked into a temporary file, so that they can be read in any
/// order without unpacking the dump from its beginning each time.
///
/// A statement is written as it is read and taken back when nobody wants it. The file holds
/// customers' data: only this user can read it, and it goes with the process, however that ends.
final class Unpacked extends OutputStream implements Closeable {
    private static final int BUFFER = 1 << 17;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /// Bytes that have left the buffer.
    private long flushed;

    private Unpacked(FileChannel file) {
        this.file = file;
    }

    static Unpacked create() throws IOException {
        Path path = Files.createTempFile("cartwright-import", ".sql");
        return new Unpacked(
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE)); // on Unix its name goes at once
    }

    /// Bytes that are kept.
    long size() {
        return flushed + buffer.position();
    }

    /// Takes back everything behind the first `size` bytes.
    void shorten(long size) throws IOException {
        if (size >= flushed) {
            buffer.position((int) (size - flushed));
            return;
        }
        buffer.clear();
        file.position(size);
        flushed = size;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int piece = Math.min(length - done, buffer.remaining());
            buffer.put(from, offset + done, piece);
            done += piece;
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            flushed += file.write(buffer);
        }
        buffer.clear();
    }

    /// Ends the writing: from now on it is read.
    void finish() throws IOException {
        flush();
        file.truncate(flushed);
    }

    DumpInput read() throws IOException {
        return DumpInput.of(file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
