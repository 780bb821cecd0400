package dev.cartwright.store.woocommerce;

/// What a sweep over a table of carts reads of each row.
record ShopMark(long id, String key, String fingerprint) {
    /// Without the key.
    @Override
    public String toString() {
        return "ShopMark[" + id + "]";
    }
}
