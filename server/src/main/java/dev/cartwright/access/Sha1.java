package dev.cartwright.access;

/// SHA-1 as in FIPS 180-4: broken for signatures of documents, still sound inside an HMAC, and
/// what older OAuth clients sign with.
final class Sha1 implements HashFunction {
    @Override
    public int[] initialState() {
        return new int[] {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    }

    /// Four loops that differ in one function: as one loop that asks, it takes twice as long.
    @Override
    public void compress(int[] state, byte[] data, int offset) {
        int[] w = schedule(data, offset);
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        for (int t = 0; t < 20; t++) {
            int next = Integer.rotateLeft(a, 5) + (d ^ (b & (c ^ d))) + e + w[t] + 0x5a827999;
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        for (int t = 20; t < 40; t++) {
            int next = Integer.rotateLeft(a, 5) + (b ^ c ^ d) + e + w[t] + 0x6ed9eba1;
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        for (int t = 40; t < 60; t++) {
            int next = Integer.rotateLeft(a, 5) + ((b & c) | (d & (b | c))) + e + w[t] + 0x8f1bbcdc;
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        for (int t = 60; t < 80; t++) {
            int next = Integer.rotateLeft(a, 5) + (b ^ c ^ d) + e + w[t] + 0xca62c1d6;
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
    }

    private static int[] schedule(byte[] data, int offset) {
        int[] w = new int[80];
        for (int t = 0; t < 16; t++) {
            w[t] = (int) INTS.get(data, offset + t * 4);
        }
        for (int t = 16; t < 80; t++) {
            w[t] = Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }
        return w;
    }
}
