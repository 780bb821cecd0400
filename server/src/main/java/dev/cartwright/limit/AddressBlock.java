package dev.cartwright.limit;

import java.net.Inet6Address;
import java.net.InetAddress;

/// The part of an address that one customer of a network can be told by: all of an IPv4 address,
/// the first 64 bits of an IPv6 address, since whoever has one has all of those behind it.
final class AddressBlock {
    private static final int BLOCK_BYTES = 8;

    private AddressBlock() {}

    /// @param address without port, as [InetAddress#getHostAddress] writes it; what is no address
    ///     stands for itself
    static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int zone = address.indexOf('%');
        try {
            InetAddress parsed =
                    InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
            return parsed instanceof Inet6Address long_ ? block(long_) : parsed.getHostAddress();
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    private static String block(Inet6Address address) {
        byte[] bytes = address.getAddress();
        var block = new StringBuilder(20);
        for (int i = 0; i < BLOCK_BYTES; i += 2) {
            block.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF))
                    .append(':');
        }
        return block.append(":/64").toString();
    }
}
