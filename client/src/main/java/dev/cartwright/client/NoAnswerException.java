package dev.cartwright.client;

import org.jspecify.annotations.Nullable;

/// No answer came, or none that could be understood.
public abstract sealed class NoAnswerException extends CartwrightException
        permits ConnectionException,
                TimedOutException,
                UnreadableAnswerException,
                CallInterruptedException {
    private static final long serialVersionUID = 1;

    NoAnswerException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
