package dev.cartwright.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One of the connections of [FixedRate]: sends a request, and knows when its answer has arrived.
final class DrivenConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final AnswerEnd answer = new AnswerEnd();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private boolean idle = true;
    private int current;
    private int next;

    /// @param first the number of its first request
    DrivenConnection(int port, Selector selector, int first) throws IOException {
        next = first;
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    boolean idle() {
        return idle;
    }

    /// The number of the request that is to be sent next.
    int next() {
        return next;
    }

    /// The number of the request that was sent last.
    int current() {
        return current;
    }

    /// Of the last answer.
    int status() {
        return answer.status();
    }

    /// @param step from its number to that of this connection's next one
    void send(byte[] request, int step) throws IOException {
        buffer.clear().put(request).flip();
        while (buffer.hasRemaining()) { // the one before was answered, so there is room
            channel.write(buffer);
        }
        idle = false;
        current = next;
        next += step;
    }

    /// True when the answer is there as a whole.
    boolean receive() throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException("the server closed the connection");
        }
        buffer.flip();
        idle = idle || answer.read(buffer);
        return idle && buffer.limit() > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
