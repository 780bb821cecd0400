package dev.cartwright.access;

/// A key just made: the only moment its plain halves are known.
public record NewKey(ConsumerKey key, String consumerKey, String consumerSecret) {
    /// Without the plain halves.
    @Override
    public String toString() {
        return "NewKey[" + key + "]";
    }
}
