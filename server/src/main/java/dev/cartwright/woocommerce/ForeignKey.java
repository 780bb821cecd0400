package dev.cartwright.woocommerce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `woocommerce_api_keys`.
///
/// @param id the row's number there
/// @param word what it permits, as stored: `read`, `write`, `read_write`, or a word that allows
///     nothing
/// @param keyHash as stored: HMAC-SHA256 of the consumer key with `wc-api`, lower hex
/// @param secret in the clear, as WooCommerce stores it
/// @param truncatedKey the consumer key's last seven characters
/// @param lastAccess null when never used
public record ForeignKey(
        long id,
        long userId,
        String description,
        String word,
        String keyHash,
        String secret,
        String truncatedKey,
        @Nullable Instant lastAccess) {
    /// Without hash and secret.
    @Override
    public String toString() {
        return "ForeignKey[id=" + id + ", …" + truncatedKey + "]";
    }
}
