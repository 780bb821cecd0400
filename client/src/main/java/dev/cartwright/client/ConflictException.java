package dev.cartwright.client;

/// 409: the state of the cart or key does not allow this.
public final class ConflictException extends ApiException {
    private static final long serialVersionUID = 1;

    ConflictException(Refusal refusal) {
        super(refusal);
    }
}
