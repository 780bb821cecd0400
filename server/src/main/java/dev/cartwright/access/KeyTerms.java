package dev.cartwright.access;

import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is said of a key when it is made, and may be changed later.
///
/// @param userId whose capabilities it carries
/// @param description what it is for, 1 to 200 characters where it is made here
/// @param permission null when an imported key carries a word that allows nothing, as `disabled`
/// @param narrowedTo the only scopes it has; null for all there are
/// @param networks the only addresses it may be used from; empty for any
/// @param expires from when on it is refused; null for never
/// @param rateLimit calls a minute, 1 to [#MAX_RATE_LIMIT]; null for the server's default
public record KeyTerms(
        long userId,
        String description,
        @Nullable Permission permission,
        @Nullable Set<Scope> narrowedTo,
        List<Network> networks,
        @Nullable Instant expires,
        @Nullable Integer rateLimit) {
    public static final int MAX_DESCRIPTION_LENGTH = 200;
    public static final int MAX_NETWORKS = 50;
    public static final int MAX_RATE_LIMIT = 100_000_000;

    /// No key is given a date behind this: every client can read it.
    public static final Instant LAST_MOMENT = Instant.parse("9999-12-31T23:59:59Z");

    private static final Set<Scope> ALL_SCOPES = Set.copyOf(EnumSet.allOf(Scope.class));

    public KeyTerms {
        narrowedTo = narrowedTo == null ? null : Set.copyOf(narrowedTo);
        networks = List.copyOf(networks);
    }

    /// As WooCommerce has them: three words, and nothing else.
    public static KeyTerms of(long userId, String description, @Nullable Permission permission) {
        return new KeyTerms(userId, description, permission, null, List.of(), null, null);
    }

    public Set<Scope> scopes() {
        return narrowedTo == null ? ALL_SCOPES : narrowedTo;
    }

    /// @param address without port
    public boolean allowsFrom(String address) {
        if (networks.isEmpty()) {
            return true;
        }
        InetAddress caller;
        try {
            caller = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException _) { // nobody knows where it came from
            return false;
        }
        return networks.stream().anyMatch(network -> network.contains(caller));
    }

    /// Whether everything that holds a key with these terms back holds one with the others back
    /// too: scopes, addresses, the end, and the limit.
    boolean limits(KeyTerms other) {
        return scopes().containsAll(other.scopes())
                && limitsAddresses(other)
                && limitsTime(other)
                && (rateLimit == null || other.rateLimit != null && other.rateLimit <= rateLimit);
    }

    private boolean limitsAddresses(KeyTerms other) {
        return networks.isEmpty()
                || !other.networks.isEmpty()
                        && other.networks.stream()
                                .allMatch(inner -> networks.stream().anyMatch(inner::liesIn));
    }

    private boolean limitsTime(KeyTerms other) {
        return expires == null || other.expires != null && !other.expires.isAfter(expires);
    }

    /// The same, ending at this moment at the latest.
    KeyTerms endingBy(Instant moment) {
        return expires != null && expires.isBefore(moment) ? this : withExpires(moment);
    }

    public KeyTerms withUserId(long id) {
        return new KeyTerms(id, description, permission, narrowedTo, networks, expires, rateLimit);
    }

    public KeyTerms withDescription(String text) {
        return new KeyTerms(userId, text, permission, narrowedTo, networks, expires, rateLimit);
    }

    public KeyTerms withPermission(@Nullable Permission word) {
        return new KeyTerms(userId, description, word, narrowedTo, networks, expires, rateLimit);
    }

    /// @param scopes null for all
    public KeyTerms withScopes(@Nullable Set<Scope> scopes) {
        return new KeyTerms(userId, description, permission, scopes, networks, expires, rateLimit);
    }

    public KeyTerms withNetworks(List<Network> ranges) {
        return new KeyTerms(
                userId, description, permission, narrowedTo, ranges, expires, rateLimit);
    }

    public KeyTerms withExpires(@Nullable Instant moment) {
        return new KeyTerms(
                userId, description, permission, narrowedTo, networks, moment, rateLimit);
    }

    public KeyTerms withRateLimit(@Nullable Integer callsAMinute) {
        return new KeyTerms(
                userId, description, permission, narrowedTo, networks, expires, callsAMinute);
    }
}
