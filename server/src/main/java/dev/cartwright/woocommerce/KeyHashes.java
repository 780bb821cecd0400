package dev.cartwright.woocommerce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// A set of cart keys that remembers eight bytes of each: a million take 16 to 32 MB.
///
/// Two keys of a million share their eight bytes once in some ten million imports.
final class KeyHashes {
    private long[] slots = new long[1024];
    private int size;
    private final MessageDigest sha = sha256();

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// False when it was there before.
    boolean add(String key) {
        if (size * 2 >= slots.length) {
            grow();
        }
        boolean added = place(slots, hash(key));
        size += added ? 1 : 0;
        return added;
    }

    boolean contains(String key) {
        long hash = hash(key);
        int at = start(slots, hash);
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return true;
            }
            at = (at + 1) & (slots.length - 1);
        }
        return false;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(hash -> hash != 0).forEach(hash -> place(larger, hash));
        slots = larger;
    }

    private static boolean place(long[] table, long hash) {
        int at = start(table, hash);
        while (table[at] != 0) {
            if (table[at] == hash) {
                return false;
            }
            at = (at + 1) & (table.length - 1);
        }
        table[at] = hash;
        return true;
    }

    private static int start(long[] table, long hash) {
        return (int) hash & (table.length - 1);
    }

    private long hash(String key) {
        byte[] digest = sha.digest(key.getBytes(StandardCharsets.UTF_8));
        long hash = ByteBuffer.wrap(digest).getLong();
        return hash == 0 ? 1 : hash; // 0 marks a free slot
    }
}
