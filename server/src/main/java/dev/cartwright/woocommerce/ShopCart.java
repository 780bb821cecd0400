package dev.cartwright.woocommerce;

import org.jspecify.annotations.Nullable;

/// A row of a living shop's table of carts.
///
/// @param id the row's number there
/// @param key as stored: it may be none that a cart can have
/// @param created epoch seconds, 0 where the table does not tell
/// @param expiry epoch seconds; the greatest `long` for what is greater
/// @param source empty where the table does not tell
/// @param hash CoCart's `cart_hash`, empty where the table does not tell
/// @param length of the value in bytes
/// @param value the serialised cart; null when it is too long to be fetched
/// @param fingerprint equal for rows that have never changed, whoever computes it
public record ShopCart(
        CartTable table,
        long id,
        String key,
        long created,
        long expiry,
        String source,
        String hash,
        long length,
        byte @Nullable [] value,
        String fingerprint) {
    /// Without what the row holds.
    @Override
    public String toString() {
        return "ShopCart[%s %d, %d bytes]".formatted(table.table(), id, length);
    }

    public long sessionId() {
        return table.sessionId(id);
    }
}
