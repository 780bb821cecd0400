package dev.cartwright.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// A reader of the log that is slow, and one that does not read at all.
class BatchAppenderTest {
    private static final Logger LOG = LoggerFactory.getLogger(BatchAppenderTest.class);

    /// More than the appender can hold.
    private static final int LINES = 20_000;

    private final Reader reader = new Reader();

    @Test
    void aSlowReaderMakesLoggersWaitAndLosesNoLine() throws InterruptedException {
        try (var logging = new Logging(reader)) {
            logging.start(LogFormat.JSON, LogLevel.INFO);
            Thread shop = Thread.ofPlatform().start(() -> log(LINES));
            awaitWaiting(shop);
            reader.open();
            shop.join();
        }
        assertThat(reader.lines()).hasSize(LINES);
        assertThat(reader.lines().getLast()).contains("line " + (LINES - 1) + "\"");
    }

    @Test
    void aReaderThatStoppedDoesNotStopTheShopAndWhatIsDroppedIsSaid() {
        try (var logging = new Logging(reader)) {
            logging.start(LogFormat.JSON, LogLevel.INFO);
            log(LINES);
            reader.open();
        }
        var notes = reader.lines().stream().filter(line -> line.contains("dropped lines")).toList();
        long dropped =
                notes.stream()
                        .mapToLong(note -> JsonMapper.shared().readTree(note).get("lines").asLong())
                        .sum();
        assertThat(dropped).isPositive();
        assertThat(reader.lines()).hasSize((int) (LINES - dropped + notes.size()));
    }

    @Test
    void manyLinesAreOneWrite() {
        reader.open();
        try (var logging = new Logging(reader)) {
            logging.start(LogFormat.TEXT, LogLevel.INFO);
            log(1000);
        }
        assertThat(reader.lines()).hasSize(1000);
        assertThat(reader.writes.get()).isLessThan(100);
    }

    @Test
    void aLineLargerThanTheBufferIsWrittenWhole() {
        reader.open();
        try (var logging = new Logging(reader)) {
            logging.start(LogFormat.TEXT, LogLevel.INFO);
            log(10);
            LOG.info("x".repeat(2_000_000));
            log(10);
        }
        assertThat(reader.lines()).hasSize(21);
        assertThat(reader.lines().get(10)).hasSizeGreaterThan(2_000_000);
    }

    private static void log(int count) {
        for (int i = 0; i < count; i++) {
            LOG.info("line {}", i);
        }
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < deadline) {
            assertThat(thread.join(Duration.ofMillis(1))).isFalse();
        }
    }

    /// Takes nothing before it is opened.
    private static final class Reader extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicInteger writes = new AtomicInteger();

        void open() {
            opened.countDown();
        }

        List<String> lines() {
            return bytes.toString(UTF_8).lines().toList();
        }

        @Override
        public void write(int b) {
            throw new IllegalStateException("byte by byte");
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            try {
                opened.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            writes.incrementAndGet();
            bytes.write(from, offset, length);
        }
    }
}
