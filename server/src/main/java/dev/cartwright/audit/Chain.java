package dev.cartwright.audit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Makes and checks seals. Without its key nobody can make one that fits.
///
/// Safe for many threads.
public final class Chain {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int NUMBERS = 4 * Long.BYTES + Integer.BYTES;

    private final SecretKeySpec key;

    /// @param key 32 bytes that are not in the database
    public Chain(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /// The seal behind `head`.
    ///
    /// @param head null when there is none yet
    /// @param reached the place of the last entry, or where to go on without any
    Seal next(@Nullable Seal head, List<Entry> entries, Place reached, long at) {
        long n = head == null ? 1 : head.n() + 1;
        byte[] previous = head == null ? new byte[Seal.DIGEST_BYTES] : head.seal();
        byte[] packed = Seal.pack(entries);
        var open = new Seal(n, at, reached, entries.size(), packed, previous, new byte[0]);
        return new Seal(n, at, reached, entries.size(), packed, previous, code(open));
    }

    /// Whether nobody has changed it since it was made.
    boolean fits(Seal seal) {
        return MessageDigest.isEqual(code(seal), seal.seal());
    }

    private byte[] code(Seal seal) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(
                    ByteBuffer.allocate(NUMBERS)
                            .putLong(seal.n())
                            .putLong(seal.at())
                            .putLong(seal.reached().transaction())
                            .putLong(seal.reached().sequence())
                            .putInt(seal.count())
                            .array());
            mac.update(digest(seal.previous()));
            mac.update(seal.entries());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// Of a fixed length, whatever somebody put in the place of a seal.
    private static byte[] digest(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
