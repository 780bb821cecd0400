package dev.cartwright.client;

/// 404: no such cart or key (or, by its code `rest_no_route`, no such address).
public final class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1;

    NotFoundException(Refusal refusal) {
        super(refusal);
    }
}
