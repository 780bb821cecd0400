package dev.cartwright.client;

/// 5xx: the server, or a proxy before it, failed.
public final class ServerException extends ApiException {
    private static final long serialVersionUID = 1;

    ServerException(Refusal refusal) {
        super(refusal);
    }
}
