package dev.cartwright.client;

/// The calling thread was interrupted while it waited; its interrupt flag is set again.
public final class CallInterruptedException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    CallInterruptedException(String message, InterruptedException cause) {
        super("interrupted", message, cause);
    }
}
