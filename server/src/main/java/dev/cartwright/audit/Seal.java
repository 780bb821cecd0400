package dev.cartwright.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What holds a batch of entries together and on to all that were sealed before.
///
/// @param n from 1, without gaps
/// @param at epoch seconds
/// @param reached the place up to which the log is sealed by now
/// @param count of entries
/// @param entries 40 bytes for each, in the order of sealing: sequence and digest
/// @param previous the seal before it, zeros for the first
/// @param seal HMAC-SHA-256 of everything else
@SuppressWarnings("ArrayRecordComponent") // compared byte by byte where it matters
public record Seal(
        long n, long at, Place reached, int count, byte[] entries, byte[] previous, byte[] seal) {
    static final int DIGEST_BYTES = 32;
    private static final int ENTRY_BYTES = Long.BYTES + DIGEST_BYTES;

    /// What a seal says of one entry.
    record Claim(long sequence, byte[] digest) {}

    static byte[] pack(List<Entry> entries) {
        ByteBuffer bytes = ByteBuffer.allocate(entries.size() * ENTRY_BYTES);
        for (Entry entry : entries) {
            bytes.putLong(entry.sequence()).put(entry.digest());
        }
        return bytes.array();
    }

    /// Of bytes that are no whole number of entries, the whole ones.
    List<Claim> claims() {
        var claims = new ArrayList<Claim>();
        ByteBuffer bytes = ByteBuffer.wrap(entries);
        while (bytes.remaining() >= ENTRY_BYTES) {
            long sequence = bytes.getLong();
            byte[] digest = new byte[DIGEST_BYTES];
            bytes.get(digest);
            claims.add(new Claim(sequence, digest));
        }
        return claims;
    }

    /// The highest of its entries' sequences, or its place when it has none.
    public long lastSequence() {
        return claims().stream().mapToLong(Claim::sequence).max().orElse(reached.sequence());
    }

    /// The seal alone, in hex: whoever keeps it somewhere else can tell later whether the log was
    /// cut off.
    public String hex() {
        return HexFormat.of().formatHex(seal);
    }

    @Override
    public String toString() {
        return "Seal[" + n + "]";
    }
}
