package dev.cartwright.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An answer came and says yes, but it is not what the API sends: no JSON, another shape, or longer
/// than allowed. Often another program answers at this address.
public final class UnreadableAnswerException extends NoAnswerException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String requestId;

    UnreadableAnswerException(String message, int status, @Nullable String requestId) {
        super("unreadable_answer", message, null);
        this.status = status;
        this.requestId = requestId;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
