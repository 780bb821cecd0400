package dev.cartwright.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Finds where an answer ends, with a `Content-Length` or in chunks, and looks at nothing else but
/// its status.
final class AnswerEnd {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED =
            "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);

    private enum Part {
        STATUS,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        TRAILERS
    }

    private final byte[] line = new byte[16 * 1024];
    private int length;
    private Part part = Part.STATUS;
    private int status;
    private boolean chunked;
    private long left;

    int status() {
        return status;
    }

    /// True at the end of an answer; the next byte then begins another one.
    boolean read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            boolean content = part == Part.BODY || part == Part.CHUNK;
            if (content ? skipped(bytes) && contentEnds() : lineEnds(bytes) && headEnds()) {
                part = Part.STATUS;
                return true;
            }
        }
        return false;
    }

    private boolean skipped(ByteBuffer bytes) {
        int count = (int) Math.min(left, bytes.remaining());
        bytes.position(bytes.position() + count);
        left -= count;
        return left == 0;
    }

    private boolean contentEnds() {
        boolean whole = part == Part.BODY;
        part = Part.CHUNK_SIZE;
        return whole;
    }

    private boolean lineEnds(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                return true;
            }
            if (b != '\r') {
                line[length++] = b;
            }
        }
        return false;
    }

    /// What the line means that was read; true when no body follows.
    private boolean headEnds() {
        boolean blank = length == 0;
        boolean ends = false;
        switch (part) {
            case STATUS -> {
                status = (int) number("HTTP/1.1 ".length(), 10);
                chunked = false;
                left = 0;
                part = Part.HEADERS;
            }
            case HEADERS -> {
                if (blank) {
                    part = chunked ? Part.CHUNK_SIZE : Part.BODY;
                    ends = !chunked && left == 0;
                } else if (begins(LENGTH)) {
                    left = number(LENGTH.length + 1, 10);
                } else if (begins(CHUNKED)) {
                    chunked = true;
                }
            }
            case CHUNK_SIZE -> {
                long size = number(0, 16);
                left = size + "\r\n".length();
                part = size == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case TRAILERS -> ends = blank;
            case BODY, CHUNK -> throw new IllegalStateException("content has no lines");
        }
        length = 0;
        return ends;
    }

    private boolean begins(byte[] lowerCase) {
        if (length < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            byte b = line[i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int base) {
        long number = 0;
        for (int i = from; i < length; i++) {
            int digit = Character.digit(line[i], base);
            if (digit < 0) {
                break;
            }
            number = number * base + digit;
        }
        return number;
    }
}
