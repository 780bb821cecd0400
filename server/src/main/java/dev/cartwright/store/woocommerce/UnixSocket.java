package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A connection to a server on this machine by a socket that has a path instead of a port. The JDK
/// has these as channels only, and drivers want a [Socket] that keeps time-outs.
///
/// One thread may read while another writes; closing it wakes both.
class UnixSocket extends Socket {
    /// More would only fill buffers outside the heap.
    private static final int AT_ONCE = 64 * 1024;

    private final Path path;
    private volatile @Nullable SocketChannel channel;
    private volatile @Nullable Gate reads;
    private volatile @Nullable Gate writes;
    private volatile int timeout;
    private volatile boolean closed;

    UnixSocket(Path path) {
        this.path = path;
    }

    /// @param nowhere the path alone counts
    @Override
    public void connect(@Nullable SocketAddress nowhere) throws IOException {
        connect(nowhere, 0);
    }

    /// At once or not at all: a server whose queue is full refuses, and a pool asks again.
    ///
    /// @param nowhere the path alone counts
    @Override
    public void connect(@Nullable SocketAddress nowhere, int millis) throws IOException {
        var attempt = SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean kept = false;
        try {
            attempt.configureBlocking(false);
            if (!attempt.connect(UnixDomainSocketAddress.of(path)) || closed) {
                throw new SocketException(
                        closed ? "Socket closed" : "the server takes no more connections");
            }
            reads = new Gate(attempt, SelectionKey.OP_READ);
            writes = new Gate(attempt, SelectionKey.OP_WRITE);
            channel = attempt;
            kept = true;
        } finally {
            if (!kept) {
                attempt.close();
                closeGates();
            }
        }
        if (closed) { // meanwhile
            close();
            throw new SocketException("Socket closed");
        }
    }

    /// Waits until the channel is ready for one kind of work.
    private final class Gate {
        private final Selector selector;

        Gate(SocketChannel channel, int operation) throws IOException {
            selector = Selector.open();
            channel.register(selector, operation);
        }

        void await() throws IOException {
            try {
                if (selector.select(timeout) == 0) {
                    throw unready();
                }
                selector.selectedKeys().clear();
            } catch (ClosedSelectorException _) {
                throw new SocketException("Socket closed");
            }
        }

        private IOException unready() {
            if (closed) {
                return new SocketException("Socket closed");
            }
            return Thread.currentThread().isInterrupted()
                    ? new InterruptedIOException("interrupted while waiting")
                    : new SocketTimeoutException("nothing within %d ms".formatted(timeout));
        }

        void close() throws IOException {
            selector.close();
        }
    }

    private SocketChannel open() throws SocketException {
        SocketChannel known = channel;
        if (known == null || closed) {
            throw new SocketException(closed ? "Socket closed" : "Socket is not connected");
        }
        return known;
    }

    private Gate gate(@Nullable Gate gate) throws SocketException {
        if (gate == null) {
            throw new SocketException("Socket is not connected");
        }
        return gate;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new Input(open(), gate(reads));
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(open(), gate(writes));
    }

    private final class Input extends InputStream {
        private final SocketChannel from;
        private final Gate gate;

        Input(SocketChannel from, Gate gate) {
            this.from = from;
            this.gate = gate;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var buffer = ByteBuffer.wrap(bytes, offset, Math.min(length, AT_ONCE));
            while (true) {
                int count = from.read(buffer);
                if (count != 0 || length == 0) {
                    return count;
                }
                gate.await();
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        private final SocketChannel to;
        private final Gate gate;

        Output(SocketChannel to, Gate gate) {
            this.to = to;
            this.gate = gate;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int next = Math.min(length - done, AT_ONCE);
                int count = to.write(ByteBuffer.wrap(bytes, offset + done, next));
                if (count == 0) {
                    gate.await();
                }
                done += count;
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    /// Of writing too, since a server that hangs would hold a writer for ever.
    @Override
    public void setSoTimeout(int millis) {
        timeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isBound() {
        return isConnected();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void shutdownInput() throws IOException {
        open().shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        open().shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        SocketChannel known = channel;
        if (known != null) {
            known.close();
        }
        closeGates();
    }

    /// Wakes who waits there, and lets go of the channel.
    private void closeGates() throws IOException {
        Gate forReading = reads;
        if (forReading != null) {
            forReading.close();
        }
        Gate forWriting = writes;
        if (forWriting != null) {
            forWriting.close();
        }
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // there is nothing to delay
    }

    @Override
    public void setKeepAlive(boolean on) {
        // the other end cannot vanish unseen
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {
        // what was written is there
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
