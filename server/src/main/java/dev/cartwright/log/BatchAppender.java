package dev.cartwright.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.event.KeyValuePair;

/// Collects lines and lets a thread of its own write many of them at once: a busy server has a line
/// for every request, and a write for each would cost as much as the answer.
///
/// A line waits for others at most [#LINGER_NANOS], a warning not at all. Where the reader is so
/// slow that the buffer is full, loggers wait for room; after [#PATIENCE_NANOS] without any,
/// lines below a warning are dropped until there is some, and a line says how many. Warnings
/// and errors are never dropped. [#stop] writes all there is.
final class BatchAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int CAPACITY = 512 * 1024;
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_WRITE_MILLIS = 5000;

    private final Encoder<ILoggingEvent> encoder;
    private final OutputStream out;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition room = lock.newCondition();

    /// What is below is guarded by the lock.
    private byte[] lines = new byte[CAPACITY];

    private int length;
    private long dropped;
    private boolean urgent;
    private boolean ending;

    /// Belongs to the writer.
    private byte[] taken = new byte[CAPACITY];

    /// @param encoder safe for many threads
    /// @param out left open
    BatchAppender(Encoder<ILoggingEvent> encoder, OutputStream out) {
        this.encoder = encoder;
        this.out = out;
        this.writer = Thread.ofPlatform().daemon().name("log").unstarted(this::write);
    }

    @Override
    public void start() {
        writer.start();
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        byte[] line = encoder.encode(event);
        boolean important = event.getLevel().isGreaterOrEqual(Level.WARN);
        lock.lock();
        try {
            if (!fits(line) && !awaitRoom(line, important)) {
                dropped++;
                return;
            }
            boolean first = length == 0;
            add(line);
            boolean now = important || length > CAPACITY / 2;
            if (first || now && !urgent) {
                urgent |= now;
                wanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// One that is larger than all of the buffer fits when it is alone.
    private boolean fits(byte[] line) {
        return length == 0 || length + line.length <= CAPACITY;
    }

    private boolean awaitRoom(byte[] line, boolean important) {
        if (dropped > 0 && !important) {
            return false;
        }
        long left = PATIENCE_NANOS;
        try {
            while (!fits(line) && (left > 0 || important)) {
                left = room.awaitNanos(important ? PATIENCE_NANOS : left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true; // a thread that has to end does not wait, and its line is not lost
        }
        return fits(line);
    }

    private void add(byte[] line) {
        if (length + line.length > lines.length) {
            lines = Arrays.copyOf(lines, length + line.length);
        }
        System.arraycopy(line, 0, lines, length, line.length);
        length += line.length;
    }

    private void write() {
        try {
            for (int count = take(); count > 0; count = take()) {
                write(count);
            }
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    private void write(int count) {
        try {
            out.write(taken, 0, count);
            out.flush();
        } catch (IOException | RuntimeException e) {
            addError("could not write the log", e); // nobody may wait for room because of it
        }
    }

    /// Waits for lines and puts them into [#taken]; 0 when there will be no more.
    private int take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (length == 0 && !ending) {
                wanted.await();
            }
            for (long left = LINGER_NANOS; left > 0 && !urgent && !ending; ) {
                left = wanted.awaitNanos(left);
            }
            noteDropped();
            int count = length;
            byte[] full = lines;
            lines = taken.length == CAPACITY ? taken : new byte[CAPACITY];
            taken = full;
            length = 0;
            urgent = false;
            room.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void noteDropped() {
        if (dropped > 0) {
            Logger logger = ((LoggerContext) getContext()).getLogger(BatchAppender.class);
            var event = new LoggingEvent("", logger, Level.WARN, "dropped lines", null, null);
            event.addKeyValuePair(new KeyValuePair("lines", dropped));
            add(encoder.encode(event));
            dropped = 0;
        }
    }

    @Override
    public void stop() {
        super.stop();
        lock.lock();
        try {
            ending = true;
            wanted.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(LAST_WRITE_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        encoder.stop();
    }
}
