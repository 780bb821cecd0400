package dev.cartwright.http;

import java.net.InetAddress;

/// A range of addresses, IPv4 or IPv6: `10.0.0.0/8`, `fd00::/8`, or one address alone.
///
/// @param address any address in it
/// @param prefixLength bits that count, from the left
public record Cidr(InetAddress address, int prefixLength) {
    public Cidr {
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException(
                    "prefix length must be 0 to %d, not %d".formatted(bits, prefixLength));
        }
    }

    /// @throws IllegalArgumentException when the text is no range; names are not looked up
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            InetAddress address = InetAddress.ofLiteral(text.strip());
            return new Cidr(address, address.getAddress().length * Byte.SIZE);
        }
        return new Cidr(
                InetAddress.ofLiteral(text.substring(0, slash).strip()),
                Integer.parseInt(text.substring(slash + 1).strip()));
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = prefixLength / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != theirs[i]) {
                return false;
            }
        }
        int rest = prefixLength % Byte.SIZE;
        int mask = 0xFF << Byte.SIZE - rest;
        return rest == 0 || (mine[whole] & mask) == (theirs[whole] & mask);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}
