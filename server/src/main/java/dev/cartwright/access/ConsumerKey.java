package dev.cartwright.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An API credential as it is kept: nothing here gives the secret back.
///
/// @param userId whose capabilities it carries
/// @param description what it is for, up to 200 characters
/// @param permission null when an imported key carries a word that allows nothing, as `disabled`
/// @param keyHash HMAC-SHA256 of the consumer key with the literal key `wc-api`, lower hex, 64
/// @param truncatedKey the consumer key's last 7 characters
/// @param secret how a presented secret is checked
/// @param created when it was made or imported
/// @param lastAccess null when never used or not known
/// @param revokedAt null while it is valid
public record ConsumerKey(
        long id,
        long userId,
        String description,
        @Nullable Permission permission,
        String keyHash,
        String truncatedKey,
        SealedSecret secret,
        Instant created,
        @Nullable Instant lastAccess,
        @Nullable Instant revokedAt) {
    public static final int MAX_DESCRIPTION_LENGTH = 200;

    /// Up to here every client reads a number exactly.
    public static final long MAX_ID = 1L << 53;

    /// What a later import of the same key makes of this one. Its id and its making stay, and so
    /// does the seal as long as the secret is the same: two seals of one secret always differ.
    public ConsumerKey updatedBy(ConsumerKey later) {
        return new ConsumerKey(
                id,
                later.userId,
                later.description,
                later.permission,
                keyHash,
                later.truncatedKey,
                secret.hidesTheSameAs(later.secret) ? secret : later.secret,
                created,
                laterOf(lastAccess, later.lastAccess),
                revokedAt);
    }

    private static @Nullable Instant laterOf(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    /// Without hashes and the sealed secret.
    @Override
    public String toString() {
        return "ConsumerKey[id=" + id + ", …" + truncatedKey + "]";
    }
}
