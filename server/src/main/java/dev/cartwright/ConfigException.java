package dev.cartwright;

/// A setting that cannot be used. The message is one line for the operator.
final class ConfigException extends RuntimeException {
    private final String line;

    ConfigException(String message) {
        super(message);
        line = message;
    }

    String line() {
        return line;
    }
}
