package dev.cartwright.store.sql;

/// The database failed. The message says what was attempted, without secrets or contents.
public final class StoreException extends RuntimeException {
    public StoreException(String what, Throwable cause) {
        super(what, cause);
    }

    public StoreException(String what) {
        super(what);
    }
}
