package dev.cartwright.client;

/// 400: the request itself is wrong; [#parameters] names what.
public final class InvalidRequestException extends ApiException {
    private static final long serialVersionUID = 1;

    InvalidRequestException(Refusal refusal) {
        super(refusal);
    }
}
