package dev.cartwright.client;

/// 429: too many calls, also after waiting as often as the policy allows; or no pair is accepted,
/// after too many wrong ones from this address.
public final class TooManyRequestsException extends ApiException {
    private static final long serialVersionUID = 1;

    TooManyRequestsException(Refusal refusal) {
        super(refusal);
    }
}
