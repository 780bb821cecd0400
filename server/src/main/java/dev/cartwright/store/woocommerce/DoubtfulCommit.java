package dev.cartwright.store.woocommerce;

/// The connection was lost while a change was being committed: nobody knows whether it was.
final class DoubtfulCommit extends ShopException {
    DoubtfulCommit(Throwable cause) {
        super("the connection was lost while a change was being committed", cause);
    }
}
