package dev.cartwright.client;

import java.util.Optional;

/// 401: the server accepts none of the pairs; what it said of the first one tried.
public final class UnauthorizedException extends ApiException {
    private static final long serialVersionUID = 1;

    UnauthorizedException(Refusal refusal) {
        super(refusal);
    }

    /// A sentence that helps to mend the request, where the server has one.
    public Optional<String> hint() {
        return data().text("hint");
    }
}
