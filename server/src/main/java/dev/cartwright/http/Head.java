package dev.cartwright.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Header;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;

/// Status line and headers of an answer, as they go over the wire.
final class Head {
    private static final int USUAL_LENGTH = 1024;
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] LINE_END = ascii("\r\n");

    private Head() {}

    /// With the empty line at the end.
    static BufferData of(Status status, Iterable<Header> headers) {
        var head = BufferData.growing(USUAL_LENGTH);
        head.write(status.code() == 200 ? OK : line(status));
        for (Header header : headers) {
            header.writeHttp1Header(head);
        }
        head.write(LINE_END);
        return head;
    }

    private static byte[] line(Status status) {
        return ascii("HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
