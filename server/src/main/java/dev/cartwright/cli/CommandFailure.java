package dev.cartwright.cli;

import org.jspecify.annotations.Nullable;

/// A command could not do what was asked.
///
/// The message is printed as it is: one sentence or two for an operator, saying what failed and
/// what to do about it, without secrets.
public final class CommandFailure extends RuntimeException {
    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The message without null.
    String text() {
        String message = getMessage();
        return message == null ? "Something failed." : message;
    }
}
