package dev.cartwright.client;

import org.jspecify.annotations.Nullable;

/// The answer, or even the connection, took too long.
public final class TimedOutException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    private final Limit limit;

    /// Which time ran out; see [Timeouts].
    public enum Limit {
        /// until a connection stood
        CONNECT,
        /// for one attempt, from its start to the last byte of the answer
        REQUEST,
        /// for the whole call with all its attempts and pauses
        TOTAL
    }

    TimedOutException(String message, Limit limit, @Nullable Throwable cause) {
        super("timed_out", message, cause);
        this.limit = limit;
    }

    /// Which time ran out.
    public Limit limit() {
        return limit;
    }
}
