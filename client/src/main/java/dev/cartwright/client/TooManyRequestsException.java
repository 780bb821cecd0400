package dev.cartwright.client;

/// 429: too many calls, also after waiting as often as the policy allows.
public final class TooManyRequestsException extends ApiException {
    private static final long serialVersionUID = 1;

    TooManyRequestsException(Refusal refusal) {
        super(refusal);
    }
}
