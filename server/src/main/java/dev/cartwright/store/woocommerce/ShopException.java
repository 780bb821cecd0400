package dev.cartwright.store.woocommerce;

/// The shop's database failed, or is none that we understand. The message says what was attempted,
/// without secrets or contents.
public class ShopException extends RuntimeException {
    public ShopException(String what) {
        super(what);
    }

    public ShopException(String what, Throwable cause) {
        super(what, cause);
    }
}
