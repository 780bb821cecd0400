package dev.cartwright.access;

import java.util.Arrays;

/// An HMAC whose key is already worked in (RFC 2104): signs any number of messages, and its two
/// states can be stored in place of the key, which nobody can compute back from them.
///
/// Safe for many threads.
final class HmacState {
    private final HashFunction hash;
    private final int[] inner;
    private final int[] outer;

    private HmacState(HashFunction hash, int[] inner, int[] outer) {
        this.hash = hash;
        this.inner = inner;
        this.outer = outer;
    }

    static HmacState of(HashFunction hash, byte[] key) {
        byte[] shortened = key.length > HashFunction.BLOCK_BYTES ? hash.digest(key) : key;
        byte[] block = Arrays.copyOf(shortened, HashFunction.BLOCK_BYTES);
        return new HmacState(hash, absorbed(hash, block, 0x36), absorbed(hash, block, 0x5c));
    }

    /// The opposite of [#export].
    static HmacState restore(HashFunction hash, byte[] exported) {
        int[] words = HashFunction.words(exported);
        int half = words.length / 2;
        return new HmacState(
                hash, Arrays.copyOf(words, half), Arrays.copyOfRange(words, half, words.length));
    }

    /// The inner state, then the outer one.
    byte[] export() {
        int[] both = Arrays.copyOf(inner, inner.length + outer.length);
        System.arraycopy(outer, 0, both, inner.length, outer.length);
        return HashFunction.bytes(both);
    }

    byte[] sign(byte[] message) {
        byte[] within = hash.finish(inner.clone(), HashFunction.BLOCK_BYTES, message);
        return hash.finish(outer.clone(), HashFunction.BLOCK_BYTES, within);
    }

    private static int[] absorbed(HashFunction hash, byte[] key, int pad) {
        byte[] block = key.clone();
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) pad;
        }
        int[] state = hash.initialState();
        hash.compress(state, block, 0);
        return state;
    }
}
