package dev.cartwright.access;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A hash over blocks of 64 bytes whose state between two blocks can be taken out and put back.
///
/// That state is what is kept of a secret for OAuth, and the JDK's digests do not give theirs
/// away. No branch and no table look-up depends on what is hashed, so that time tells nothing of
/// it. Safe for many threads: implementations hold nothing.
interface HashFunction {
    int BLOCK_BYTES = 64;
    VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// A fresh copy of the state before the first block.
    int[] initialState();

    /// Works the block that begins at `offset` into the state.
    void compress(int[] state, byte[] data, int offset);

    default byte[] digest(byte[] message) {
        return finish(initialState(), 0, message);
    }

    /// Hashes the message behind `before` bytes that are already in the state, which is used up.
    ///
    /// @param before a multiple of the block size
    default byte[] finish(int[] state, long before, byte[] message) {
        int whole = message.length - message.length % BLOCK_BYTES;
        for (int offset = 0; offset < whole; offset += BLOCK_BYTES) {
            compress(state, message, offset);
        }
        byte[] tail = padded(message, whole, before);
        for (int offset = 0; offset < tail.length; offset += BLOCK_BYTES) {
            compress(state, tail, offset);
        }
        return bytes(state);
    }

    /// What is behind the last whole block, a one bit, zeros, and the length in bits.
    private static byte[] padded(byte[] message, int from, long before) {
        int rest = message.length - from;
        int length = rest + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
        byte[] tail = Arrays.copyOf(Arrays.copyOfRange(message, from, message.length), length);
        tail[rest] = (byte) 0x80;
        LONGS.set(tail, length - 8, (before + message.length) * 8);
        return tail;
    }

    static byte[] bytes(int[] words) {
        byte[] bytes = new byte[words.length * 4];
        for (int word = 0; word < words.length; word++) {
            INTS.set(bytes, word * 4, words[word]);
        }
        return bytes;
    }

    static int[] words(byte[] bytes) {
        int[] words = new int[bytes.length / 4];
        for (int word = 0; word < words.length; word++) {
            words[word] = (int) INTS.get(bytes, word * 4);
        }
        return words;
    }
}
