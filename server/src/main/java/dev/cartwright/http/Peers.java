package dev.cartwright.http;

import dev.cartwright.access.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is at the other end, as far as trusted proxies tell.
final class Peers {
    private static final List<String> PROXY_HEADERS =
            List.of("forwarded", "via", "x-forwarded-for", "x-forwarded-proto");

    private final List<Network> trusted;

    Peers(List<Network> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /// @param address without port
    /// @param https whether the caller's own leg was encrypted
    /// @param mayCarrySecrets whether a key and secret may be looked at
    record Peer(String address, boolean https, boolean mayCarrySecrets) {}

    /// @param socket the other end of the connection; null when it is gone already
    Peer of(@Nullable InetAddress socket, boolean tls, Map<String, String> headers) {
        boolean proxied = proxied(headers);
        String address = socket == null ? "unknown" : socket.getHostAddress();
        if (socket == null || !proxied || !trusted(socket)) {
            boolean local = socket != null && socket.isLoopbackAddress() && !proxied;
            return new Peer(address, tls, tls || local);
        }
        Peer told = told(address, tls, headers);
        return new Peer(told.address, told.https, told.https);
    }

    /// Whether something stood between caller and server, or somebody says so.
    static boolean proxied(Map<String, String> headers) {
        for (String name : PROXY_HEADERS) {
            if (headers.containsKey(name)) {
                return true;
            }
        }
        for (String name : headers.keySet()) {
            if (name.startsWith("x-forwarded-")) {
                return true;
            }
        }
        return false;
    }

    /// @param address without port
    static boolean isLoopback(String address) {
        InetAddress literal = literal(address);
        return literal != null && literal.isLoopbackAddress();
    }

    /// Where both kinds of header are there, one of them may be the caller's own invention that the
    /// proxy passed on: then both must say https.
    private Peer told(String socket, boolean tls, Map<String, String> headers) {
        List<Hop> old = forwardedFor(headers);
        List<Hop> standard = forwarded(headers.getOrDefault("forwarded", ""));
        if (old.isEmpty() && standard.isEmpty()) {
            return new Peer(socket, tls, tls);
        }
        if (old.isEmpty() || standard.isEmpty()) {
            return nearestUntrusted(old.isEmpty() ? standard : old, socket);
        }
        Peer first = nearestUntrusted(old, socket);
        boolean https = first.https && nearestUntrusted(standard, socket).https;
        return new Peer(first.address, https, https);
    }

    private Peer nearestUntrusted(List<Hop> hops, String socket) {
        for (int i = hops.size() - 1; i >= 0; i--) {
            Hop hop = hops.get(i);
            InetAddress address = literal(hop.address);
            if (address == null) {
                return new Peer(socket, hop.https, hop.https);
            }
            if (i == 0 || !trusted(address)) {
                return new Peer(address.getHostAddress(), hop.https, hop.https);
            }
        }
        return new Peer(socket, false, false);
    }

    private boolean trusted(InetAddress address) {
        for (Network range : trusted) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private record Hop(String address, boolean https) {}

    /// One protocol for each address where there are as many, else the last one for all.
    private static List<Hop> forwardedFor(Map<String, String> headers) {
        List<String> addresses = list(headers.getOrDefault("x-forwarded-for", ""));
        List<String> protocols = list(headers.getOrDefault("x-forwarded-proto", ""));
        if (addresses.isEmpty()) {
            return protocols.isEmpty() ? List.of() : List.of(new Hop("", https(protocols)));
        }
        var hops = new ArrayList<Hop>();
        for (int i = 0; i < addresses.size(); i++) {
            boolean https =
                    protocols.size() == addresses.size()
                            ? protocols.get(i).equalsIgnoreCase("https")
                            : https(protocols);
            hops.add(new Hop(addresses.get(i), https));
        }
        return hops;
    }

    private static boolean https(List<String> protocols) {
        return !protocols.isEmpty() && protocols.getLast().equalsIgnoreCase("https");
    }

    /// RFC 7239: `for=192.0.2.60;proto=https, for="[2001:db8::1]:4711"`.
    private static List<Hop> forwarded(String header) {
        var hops = new ArrayList<Hop>();
        for (String element : list(header)) {
            String address = "";
            boolean https = false;
            for (String pair : element.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name =
                        equals < 0
                                ? ""
                                : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
                value = value.replace("\"", "");
                switch (name) {
                    case "for" -> address = value;
                    case "proto" -> https = value.equalsIgnoreCase("https");
                    default -> {}
                }
            }
            hops.add(new Hop(address, https));
        }
        return hops;
    }

    private static List<String> list(String header) {
        var values = new ArrayList<String>();
        for (String value : header.split(",", -1)) {
            if (!value.isBlank()) {
                values.add(value.strip());
            }
        }
        return values;
    }

    /// Null for what is no address, as `unknown` or `_hidden`; a port behind it is dropped.
    private static @Nullable InetAddress literal(String text) {
        String bare = text;
        if (bare.startsWith("[")) {
            int end = bare.indexOf(']');
            bare = end < 0 ? bare : bare.substring(1, end);
        } else if (bare.indexOf(':') >= 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
