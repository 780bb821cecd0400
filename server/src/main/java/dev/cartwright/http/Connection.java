package dev.cartwright.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One connection. It stands between the web library and its socket, and notes until when the next
/// read or write must be done.
///
/// Everything but [#overdue], [#abort] and [#close] happens on the connection's own thread.
final class Connection implements ServerConnection, ConnectionContext, InterruptableTask<Void> {
    private static final long NEVER = Long.MAX_VALUE;

    private final ConnectionContext context;
    private final Router router;
    private final Consumer<Connection> onEnd;
    private final PeerInfo peer;
    private final HelidonSocket socket;
    private final DataReader reader;
    private final DataWriter writer;
    private final long opened = System.nanoTime();
    private final long idleNanos;
    private final long readNanos;
    private final long writeNanos;
    private final long answerNanos;

    /// Relative to [#opened].
    private volatile long deadline;

    private volatile @Nullable ServerConnection inner;
    private final int longestLine;
    private final int longestHead;
    private boolean begun;
    private boolean ofOldVersion;
    private boolean reading = true;
    private long requestDeadline;

    /// [#NEVER] while no answer has begun.
    private long answerDeadline = NEVER;

    private JsonBuffer buffer = new JsonBuffer();

    Connection(
            ConnectionContext context,
            Router router,
            ServerSettings settings,
            Consumer<Connection> onEnd) {
        this.context = context;
        this.router = router;
        this.onEnd = onEnd;
        this.peer = context.remotePeer();
        this.socket = context.serverSocket();
        this.longestLine = settings.limits().maxUrlBytes();
        this.longestHead = longestLine + settings.limits().maxHeaderBytes();
        this.idleNanos = settings.timeouts().idle().toNanos();
        this.readNanos = settings.timeouts().requestRead().toNanos();
        this.writeNanos = settings.timeouts().write().toNanos();
        this.answerNanos = settings.timeouts().answer().toNanos();
        this.requestDeadline = readNanos;
        this.deadline = readNanos;
        this.reader = new LineReader(this::read);
        this.writer = new TimedWriter(context.dataWriter());
    }

    void serve(ServerConnection connection) {
        this.inner = connection;
    }

    boolean overdue(long nanoTime) {
        return nanoTime - opened > deadline;
    }

    void abort() {
        deadline = NEVER;
        try {
            socket.close();
        } catch (UncheckedIOException _) {
            // it was closed already
        }
    }

    /// Says that the request has arrived as a whole: what is read now is the next one, and what is
    /// written now is another answer.
    void requestRead() {
        reading = false;
        answerDeadline = NEVER;
    }

    /// Null when the other side is gone already.
    @Nullable InetAddress address() {
        return peer.address() instanceof InetSocketAddress internet ? internet.getAddress() : null;
    }

    /// For one answer at a time; empty.
    JsonBuffer buffer() {
        if (buffer.tooLargeToKeep()) {
            buffer = new JsonBuffer();
        }
        buffer.reset();
        return buffer;
    }

    private byte @Nullable [] read() {
        deadline = reading ? requestDeadline : elapsed() + idleNanos;
        byte[] bytes;
        try {
            bytes = begun ? socket.get() : first();
        } catch (UncheckedIOException e) {
            throw new ServerConnectionException("could not read from the socket", e);
        }
        if (!reading) {
            reading = true;
            requestDeadline = elapsed() + readNanos;
        }
        deadline = NEVER;
        return bytes;
    }

    /// The web library knows HTTP/1.1 alone, but HTTP/1.0 differs for us in the answer only: no
    /// chunks, and the connection ends. So its request is passed on as one of 1.1, which names a
    /// host.
    private byte @Nullable [] first() {
        begun = true;
        byte[] bytes = socket.get();
        while (bytes != null && RequestHead.end(bytes) < 0 && bytes.length <= longestLine) {
            byte[] more = socket.get();
            if (more == null) {
                return bytes;
            }
            bytes = RequestHead.join(bytes, more);
        }
        if (bytes == null || !RequestHead.renew(bytes)) {
            return bytes;
        }
        ofOldVersion = true;
        int seen = 0;
        while (!RequestHead.endsBehind(seen, bytes) && bytes.length <= longestHead) {
            byte[] more = socket.get();
            if (more == null) {
                return bytes;
            }
            seen = bytes.length;
            bytes = RequestHead.join(bytes, more);
        }
        return RequestHead.withHost(bytes);
    }

    /// Whether the caller speaks HTTP/1.0, and so understands no chunks and only one answer.
    boolean ofOldVersion() {
        return ofOldVersion;
    }

    private long elapsed() {
        return System.nanoTime() - opened;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        try {
            running().handle(limit);
        } finally {
            deadline = NEVER;
            onEnd.accept(this);
        }
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"})
    public void handle(Semaphore requests) throws InterruptedException {
        throw new IllegalStateException("connections are limited otherwise");
    }

    @Override
    public Duration idleTime() {
        return running().idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        running().close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
        return inner instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    private ServerConnection running() {
        ServerConnection connection = inner;
        if (connection == null) {
            throw new CloseConnectionException("the connection does not serve yet");
        }
        return connection;
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public HelidonSocket serverSocket() {
        return socket;
    }

    @Override
    public PeerInfo remotePeer() {
        return peer;
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }

    private final class TimedWriter implements DataWriter {
        private final DataWriter out;

        TimedWriter(DataWriter out) {
            this.out = out;
        }

        private void begin() {
            long now = elapsed();
            if (answerDeadline == NEVER) {
                answerDeadline = now + answerNanos;
            }
            if (now > answerDeadline) {
                abort();
                return;
            }
            deadline = Math.min(now + writeNanos, answerDeadline);
        }

        @Override
        public void write(BufferData... buffers) {
            begin();
            out.write(buffers);
            deadline = NEVER;
        }

        @Override
        public void write(BufferData data) {
            begin();
            out.write(data);
            deadline = NEVER;
        }

        @Override
        public void writeNow(BufferData... buffers) {
            begin();
            out.writeNow(buffers);
            deadline = NEVER;
        }

        @Override
        public void writeNow(BufferData data) {
            begin();
            out.writeNow(data);
            deadline = NEVER;
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.close();
        }
    }
}
