package dev.cartwright.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A command could not do what was asked.
///
/// The message is printed as it is: one sentence or two for an operator, saying what failed and
/// what to do about it, without secrets.
public final class CommandFailure extends RuntimeException {
    private final boolean wrongUsage;

    public CommandFailure(String message) {
        this(message, null);
    }

    public CommandFailure(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private CommandFailure(String message, @Nullable Throwable cause, boolean wrongUsage) {
        super(message, cause);
        this.wrongUsage = wrongUsage;
    }

    /// What was asked for cannot be meant: a setting out of its bounds.
    public static CommandFailure wrongUsage(String message) {
        return new CommandFailure(message, null, true);
    }

    /// What a part of the program has said already, as a sentence.
    public static CommandFailure because(RuntimeException cause) {
        String text = String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
        return new CommandFailure(
                text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".", cause);
    }

    /// Whether the program ends as after a wrong flag.
    boolean wrongUsage() {
        return wrongUsage;
    }

    /// The message without null.
    String text() {
        String message = getMessage();
        return message == null ? "Something failed." : message;
    }
}
