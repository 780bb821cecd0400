package dev.cartwright.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.RoutingRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads what a request carries, never more than allowed into memory.
///
/// A body in chunks is read here and not by the web library, which takes a chunk of any size into
/// memory before it looks at the sum.
final class Body {
    /// Rather read to its end than cut off, so that the caller gets to see the answer: many only
    /// read after they have sent everything.
    private static final long MAX_DISCARDED_BYTES = 32L * 1024 * 1024;

    private static final int MAX_CHUNK_LINE = 1024;
    private static final int MAX_TRAILER_LINES = 64;
    private static final int PIECE = 8 * 1024;

    private final Connection connection;
    private final RoutingRequest request;
    private final boolean chunked;
    private final long declared;
    private boolean keepAlive = true;

    Body(Connection connection, RoutingRequest request) {
        this.connection = connection;
        this.request = request;
        this.chunked = request.headers().contains(HeaderNames.TRANSFER_ENCODING);
        this.declared = chunked ? -1 : request.headers().contentLength().orElse(0);
    }

    /// What became of reading it.
    sealed interface Outcome {
        record Whole(byte[] bytes) implements Outcome {}

        record TooLarge() implements Outcome {}

        record Broken() implements Outcome {}
    }

    /// Whether the connection can take another request after this body.
    boolean keepAlive() {
        return keepAlive;
    }

    Outcome read(int maxBytes) {
        if (declared == 0) {
            return new Outcome.Whole(new byte[0]);
        }
        if (declared > maxBytes) {
            discard();
            return new Outcome.TooLarge();
        }
        try {
            return chunked ? readChunks(maxBytes) : readDeclared();
        } catch (InsufficientDataAvailableException | DataReader.IncorrectNewLineException _) {
            keepAlive = false;
            return new Outcome.Broken();
        }
    }

    /// Reads and forgets it; the rest of a very long one is left, and the connection is closed.
    void discard() {
        if (declared == 0) {
            return;
        }
        if (request.headers().containsToken(HeaderValues.EXPECT_100)) {
            keepAlive = false;
            return;
        }
        try {
            if (chunked) {
                readChunks(0);
            } else {
                discardDeclared();
            }
        } catch (InsufficientDataAvailableException | DataReader.IncorrectNewLineException _) {
            keepAlive = false;
        }
    }

    private Outcome readDeclared() {
        byte[] bytes = new byte[(int) declared];
        int length = 0;
        try (InputStream in = request.content().inputStream()) {
            while (length < bytes.length) {
                int count = in.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    keepAlive = false;
                    return new Outcome.Broken();
                }
                length += count;
            }
            // the library only notes the end when it was told of it
            if (in.read() >= 0) {
                throw new IllegalStateException("more bytes than the body has");
            }
        } catch (IOException e) {
            throw new CloseConnectionException("could not read the body", e);
        }
        return new Outcome.Whole(bytes);
    }

    private void discardDeclared() {
        long left = Math.min(declared, MAX_DISCARDED_BYTES);
        byte[] piece = new byte[PIECE];
        try (InputStream in = request.content().inputStream()) {
            while (left > 0) {
                int count = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (count < 0) {
                    break;
                }
                left -= count;
            }
            keepAlive = left == 0 && declared <= MAX_DISCARDED_BYTES && in.read() < 0;
        } catch (IOException e) {
            throw new CloseConnectionException("could not read the body", e);
        }
    }

    private Outcome readChunks(int maxBytes) {
        // the library does not know that its body is read, so it may not go on with the connection
        keepAlive = false;
        if (request.headers().containsToken(HeaderValues.EXPECT_100)) {
            connection
                    .dataWriter()
                    .writeNow(
                            BufferData.create(
                                    "HTTP/1.1 100 Continue\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII)));
        }
        DataReader in = connection.dataReader();
        var bytes = new ByteArrayOutputStream();
        long seen = 0;
        while (true) {
            long size = chunkSize(line(in));
            if (size < 0) {
                return new Outcome.Broken();
            }
            if (size == 0) {
                return endOfChunks(in) && seen <= maxBytes
                        ? new Outcome.Whole(bytes.toByteArray())
                        : seen > maxBytes ? new Outcome.TooLarge() : new Outcome.Broken();
            }
            seen += size;
            if (seen > MAX_DISCARDED_BYTES) {
                return new Outcome.TooLarge();
            }
            copy(in, size, seen <= maxBytes ? bytes : null);
            if (!line(in).isEmpty()) {
                return new Outcome.Broken();
            }
        }
    }

    private static void copy(DataReader in, long size, @Nullable ByteArrayOutputStream to) {
        long left = size;
        while (left > 0) {
            in.ensureAvailable();
            int count = (int) Math.min(Math.min(in.available(), left), PIECE);
            if (to == null) {
                in.skip(count);
            } else {
                to.writeBytes(in.readBytes(count));
            }
            left -= count;
        }
    }

    /// Without its end. One that is too long counts as no number and no end.
    private static String line(DataReader in) {
        int end = in.findNewLine(MAX_CHUNK_LINE);
        if (end == MAX_CHUNK_LINE) {
            return "too long";
        }
        String line = in.readAsciiString(end);
        in.skip(2);
        return line;
    }

    /// -1 when the line does not begin with a hexadecimal number; extensions do not count.
    private static long chunkSize(String line) {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (digits.isEmpty() || digits.length() > 8) {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (Character.digit(digits.charAt(i), 16) < 0) {
                return -1;
            }
        }
        return Long.parseLong(digits, 16);
    }

    private static boolean endOfChunks(DataReader in) {
        for (int i = 0; i < MAX_TRAILER_LINES; i++) {
            if (line(in).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
