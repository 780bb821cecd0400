package dev.cartwright.usage;

/// One answered request of a known key: no path, no parameter, no body, no credential.
///
/// @param keyId the key whose secret was right
/// @param route the route's pattern
/// @param address of the caller, without port
/// @param client the `User-Agent` as it was sent, of any length and content
public record Call(
        long keyId,
        String method,
        String route,
        int status,
        long micros,
        String address,
        String client,
        String requestId) {}
