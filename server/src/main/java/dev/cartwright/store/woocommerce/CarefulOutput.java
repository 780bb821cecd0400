package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.io.OutputStream;

/// Hands the password to nobody who only says that he is the server: without encryption, somebody
/// on the way could send a key of his own to encrypt it with, so none is asked for. The driver asks
/// for one only where `allowPublicKeyRetrieval` is set.
final class CarefulOutput extends OutputStream {
    private static final int ASKING = 2;
    private final OutputStream out;

    CarefulOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        boolean asks = length == 5 && bytes[offset] == 1 && bytes[offset + 1] == 0;
        if (asks && bytes[offset + 4] == ASKING) {
            throw new IOException("the server wants its key to be asked for");
        }
        out.write(bytes, offset, length);
    }
}
