package dev.cartwright.access;

/// SHA-1 as in FIPS 180-4: broken for signatures of documents, still sound inside an HMAC, and
/// what older OAuth clients sign with.
final class Sha1 implements HashFunction {
    @Override
    public int[] initialState() {
        return new int[] {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    }

    @Override
    public void compress(int[] state, byte[] data, int offset) {
        int[] w = new int[80];
        for (int t = 0; t < 16; t++) {
            w[t] = (int) INTS.get(data, offset + t * 4);
        }
        for (int t = 16; t < 80; t++) {
            w[t] = Integer.rotateLeft(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        for (int t = 0; t < 80; t++) {
            int next = Integer.rotateLeft(a, 5) + mixed(t, b, c, d) + e + w[t];
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

    private static int mixed(int t, int b, int c, int d) {
        return switch (t / 20) {
            case 0 -> ((b & c) | (~b & d)) + 0x5a827999;
            case 1 -> (b ^ c ^ d) + 0x6ed9eba1;
            case 2 -> ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
            default -> (b ^ c ^ d) + 0xca62c1d6;
        };
    }
}
