package dev.cartwright.http;

import io.helidon.common.buffers.DataReader;
import java.util.function.Supplier;

/// Reads request lines so that the web library, which takes them for ASCII, loses nothing: bytes
/// that clients ought to have encoded are encoded here.
///
/// Only the line is touched, after its end was found; where a request begins and ends stays as it
/// was sent.
final class LineReader extends DataReader {
    @SuppressWarnings("removal") // the factory method that replaces it cannot make this class
    LineReader(Supplier<byte[]> socket) {
        super(socket);
    }

    /// The web library calls this for request lines alone.
    @Override
    public byte[] readBytes(int length) {
        return RequestHead.encoded(super.readBytes(length));
    }
}
