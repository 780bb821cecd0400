package dev.cartwright.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// A range of addresses, IPv4 or IPv6: `10.0.0.0/8`, `fd00::/8`, or one address alone.
///
/// @param address the first one in it: bits that do not count are 0
/// @param prefixLength bits that count, from the left
public record Network(InetAddress address, int prefixLength) {
    /// Without zeros in front, which some take for octal.
    private static final String NUMBER = "(0|[1-9][0-9]{0,2})";

    /// Four numbers: the JDK would take `10.1` for 10.0.0.1, which nobody means.
    private static final Pattern IPV4 = Pattern.compile(NUMBER + "(\\." + NUMBER + "){3}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    public Network {
        byte[] bytes = address.getAddress();
        if (prefixLength < 0 || prefixLength > bytes.length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "prefix length must be 0 to %d, not %d"
                            .formatted(bytes.length * Byte.SIZE, prefixLength));
        }
        address = first(bytes, prefixLength);
    }

    private static InetAddress first(byte[] bytes, int prefixLength) {
        for (int bit = prefixLength; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) { // only for a wrong number of bytes
            throw new IllegalStateException(e);
        }
    }

    /// @throws IllegalArgumentException when the text is no range; names are not looked up
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            InetAddress address = literal(text.strip());
            return new Network(address, address.getAddress().length * Byte.SIZE);
        }
        String length = text.substring(slash + 1).strip();
        if (!LENGTH.matcher(length).matches()) {
            throw new IllegalArgumentException("no prefix length");
        }
        return new Network(literal(text.substring(0, slash).strip()), Integer.parseInt(length));
    }

    private static InetAddress literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            throw new IllegalArgumentException("no address");
        }
        return InetAddress.ofLiteral(text);
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

    /// Whether every address in it is in the other too.
    public boolean liesIn(Network other) {
        return prefixLength >= other.prefixLength && other.contains(address);
    }

    /// As [#parse] reads it.
    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength;
    }
}
