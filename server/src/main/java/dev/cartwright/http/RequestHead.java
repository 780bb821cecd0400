package dev.cartwright.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The head of a request, as bytes from the socket: what older and careless clients write or
/// leave out there, in the form that the web library knows.
final class RequestHead {
    private static final Pattern HOST = Pattern.compile("\nHost[ \t]*:", Pattern.CASE_INSENSITIVE);

    /// The name we go by where a request gives none.
    private static final byte[] OUR_HOST =
            "Host: localhost\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OLD_VERSION = " HTTP/1.0\r".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private RequestHead() {}

    /// Where the line feed is, or -1.
    static int end(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// Whether the headers end behind a place that was looked at before; also as they must not, by
    /// bare line feeds, which is refused at once and not waited with.
    static boolean endsBehind(int seen, byte[] bytes) {
        int from = Math.max(0, seen - 3);
        var text = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        return text.contains("\n\r\n") || text.contains("\n\n");
    }

    /// A head of version 1.0 need not say for which host it is; from 1.1 on it must.
    static byte[] withHost(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        if (HOST.matcher(head).find()) {
            return bytes;
        }
        int line = end(bytes) + 1;
        byte[] headers = Arrays.copyOfRange(bytes, line, bytes.length);
        return join(join(Arrays.copyOf(bytes, line), OUR_HOST), headers);
    }

    static byte[] join(byte[] some, byte[] more) {
        byte[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    /// The same line with `%C3%BC` for the two bytes of an unencoded `ü`, as servers of PHP read
    // it.
    static byte[] encoded(byte[] line) {
        int high = 0;
        for (byte b : line) {
            high += b < 0 ? 1 : 0;
        }
        if (high == 0) {
            return line;
        }
        byte[] encoded = new byte[line.length + 2 * high];
        int to = 0;
        for (byte b : line) {
            if (b >= 0) {
                encoded[to++] = b;
                continue;
            }
            encoded[to++] = '%';
            encoded[to++] = DIGITS[b >> 4 & 15];
            encoded[to++] = DIGITS[b & 15];
        }
        return encoded;
    }

    /// Makes HTTP/1.1 of a line that ends in HTTP/1.0. False, and nothing happens, for any other.
    static boolean renew(byte[] bytes) {
        int end = end(bytes);
        int from = end - OLD_VERSION.length;
        if (from < 0 || !Arrays.equals(bytes, from, end, OLD_VERSION, 0, OLD_VERSION.length)) {
            return false;
        }
        bytes[end - 2] = '1';
        return true;
    }
}
