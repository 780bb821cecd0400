package dev.cartwright.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.DateTime;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingResponse;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// An answer of unknown length to a caller who knows no chunks: it ends with the connection.
///
/// Written past the web library, which would send chunks. Whoever uses it closes the connection.
final class UntilClose extends OutputStream {
    private final DataWriter writer;

    /// Sends status and headers.
    UntilClose(DataWriter writer, RoutingResponse response) {
        this.writer = writer;
        Status status = response.status();
        var head = BufferData.growing(1024);
        String line = "HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n";
        head.write(line.getBytes(StandardCharsets.US_ASCII));
        HeaderValues.create(HeaderNames.DATE, DateTime.rfc1123String()).writeHttp1Header(head);
        for (Header header : response.headers()) {
            header.writeHttp1Header(head);
        }
        head.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        writer.writeNow(head);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        writer.writeNow(BufferData.create(from, offset, length));
    }
}
