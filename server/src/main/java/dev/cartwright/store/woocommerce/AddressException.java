package dev.cartwright.store.woocommerce;

/// What was given as the shop's address cannot be one. The message says why, without secrets.
public final class AddressException extends RuntimeException {
    public AddressException(String message) {
        super(message);
    }
}
