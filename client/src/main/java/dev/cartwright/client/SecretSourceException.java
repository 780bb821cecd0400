package dev.cartwright.client;

/// A [SecretSource] failed, so nothing was sent.
public final class SecretSourceException extends CartwrightException {
    private static final long serialVersionUID = 1;

    SecretSourceException(Exception cause) {
        super("no_credentials", message(cause), cause);
    }

    /// Only this library's own messages are sure to carry no secret.
    private static String message(Exception cause) {
        String what = "no consumer key: the source of secrets failed with ";
        return what + cause.getClass().getSimpleName();
    }
}
