package dev.cartwright.client;

/// 403: the key or its owner may not do this. No other key is tried.
public final class ForbiddenException extends ApiException {
    private static final long serialVersionUID = 1;

    ForbiddenException(Refusal refusal) {
        super(refusal);
    }
}
