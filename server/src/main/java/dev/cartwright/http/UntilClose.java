package dev.cartwright.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.http.RoutingResponse;
import java.io.OutputStream;

/// An answer of unknown length to a caller who knows no chunks: it ends with the connection.
///
/// Written past the web library, which would send chunks. Whoever uses it closes the connection.
final class UntilClose extends OutputStream {
    private final DataWriter writer;

    /// Sends status and headers.
    UntilClose(DataWriter writer, RoutingResponse response) {
        this.writer = writer;
        writer.writeNow(Head.of(response.status(), response.headers()));
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
