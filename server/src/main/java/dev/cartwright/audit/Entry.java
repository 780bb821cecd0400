package dev.cartwright.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// One act as it stands in the log, taken literally: words that no version of this program knows
/// are kept as they are, since somebody may have put them there.
///
/// @param place in the order of sealing
/// @param at epoch seconds
/// @param origin the address it was done from, empty for none
/// @param subject id of the cart, key or user it was done to
/// @param detail JSON of what changed, null when the type says it all
/// @param wellTyped whether every column holds the kind of value this program writes
public record Entry(
        Place place,
        long at,
        String actorKind,
        String actorId,
        String origin,
        String type,
        long subject,
        @Nullable String detail,
        boolean wellTyped) {

    public long sequence() {
        return place.sequence();
    }

    /// SHA-256 over all of it but the place, each text behind its length.
    byte[] digest() {
        MessageDigest digest = sha256();
        number(digest, at);
        number(digest, subject);
        text(digest, actorKind);
        text(digest, actorId);
        text(digest, origin);
        text(digest, type);
        if (detail == null) {
            number(digest, -1);
        } else {
            text(digest, detail);
        }
        return digest.digest();
    }

    private static void text(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(digest, bytes.length);
        digest.update(bytes);
    }

    private static void number(MessageDigest digest, long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            digest.update((byte) (value >>> shift));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
