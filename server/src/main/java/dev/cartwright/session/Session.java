package dev.cartwright.session;

import dev.cartwright.cart.CartKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stored cart without its contents: what lists are filtered and ordered by.
///
/// @param id the store's own number, CoCart's `cart_id`
/// @param source who made it: `cocart`, `woocommerce`, or another word of up to 200 characters
/// @param email billing e-mail, empty when unknown
/// @param name the customer's name, empty when unknown
/// @param itemCount pieces in the cart
/// @param total minor units
/// @param currencyCode of the total
/// @param minorUnit digits of the total's currency
/// @param version rises by one with every change, from 1
/// @param deletedAt when it was moved to trash, null while it is live
/// @param readable false when the stored cart could not be decoded
public record Session(
        long id,
        CartKey key,
        Owner owner,
        Times times,
        String source,
        String email,
        String name,
        long itemCount,
        long total,
        String currencyCode,
        int minorUnit,
        long version,
        @Nullable Instant deletedAt,
        boolean readable) {

    public Status statusAt(Instant now) {
        return Status.at(now, times.expiry(), deletedAt != null);
    }

    /// The same session after a change that leaves its contents alone.
    ///
    /// @param trashedAt null when it is live from now on
    public Session changed(@Nullable Instant trashedAt) {
        return with(id, version + 1, trashedAt, readable);
    }

    /// The same row, whose document turned out to be damaged.
    public Session unreadable() {
        return with(id, version, deletedAt, false);
    }

    /// The same row under another number.
    public Session withId(long other) {
        return with(other, version, deletedAt, readable);
    }

    /// The same row with another end.
    public Session expiring(Instant end) {
        return new Session(
                id,
                key,
                owner,
                times.expiring(end),
                source,
                email,
                name,
                itemCount,
                total,
                currencyCode,
                minorUnit,
                version,
                deletedAt,
                readable);
    }

    private Session with(
            long newId, long newVersion, @Nullable Instant trashedAt, boolean canBeRead) {
        return new Session(
                newId,
                key,
                owner,
                times,
                source,
                email,
                name,
                itemCount,
                total,
                currencyCode,
                minorUnit,
                newVersion,
                trashedAt,
                canBeRead);
    }
}
