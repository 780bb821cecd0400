package dev.cartwright.woocommerce;

import java.io.IOException;

/// A file that cannot be imported, with a text for the person who chose it.
public final class DumpException extends IOException {
    DumpException(String message) {
        super(message);
    }

    DumpException(String message, IOException cause) {
        super(message, cause);
    }
}
