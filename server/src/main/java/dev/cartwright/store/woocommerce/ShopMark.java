package dev.cartwright.store.woocommerce;

/// What a sweep over a table of carts reads of each row.
///
/// @param expiry epoch seconds
record ShopMark(long id, String key, String fingerprint, long expiry) {
    /// Without the key.
    @Override
    public String toString() {
        return "ShopMark[" + id + "]";
    }
}
