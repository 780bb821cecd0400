package dev.cartwright.access;

/// The key file cannot be used. The text says how to mend it and shows nothing of its contents.
public final class KeyFileException extends RuntimeException {
    KeyFileException(String message) {
        super(message);
    }

    KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
