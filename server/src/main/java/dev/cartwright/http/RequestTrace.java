package dev.cartwright.http;

/// What becomes known of a request on its way and is only wanted by its line in the log.
final class RequestTrace {
    static final ScopedValue<RequestTrace> CURRENT = ScopedValue.newInstance();

    private long keyId;

    /// Nothing happens outside a request, as in a handler's test.
    static void noteKey(long keyId) {
        if (CURRENT.isBound()) {
            CURRENT.get().keyId = keyId;
        }
    }

    /// Of the key whose secret was right; 0 when there was none.
    long keyId() {
        return keyId;
    }
}
