package dev.cartwright.http;

/// What is told of a request when it has been answered: no path, no parameter, no credential.
///
/// @param id as in its answer and its log line
/// @param method effective, upper case; `OTHER` for one that nobody knows
/// @param route the route's pattern
/// @param status 0 when the caller was gone before an answer began
/// @param micros how long it took
/// @param keyId the key whose secret was right; 0 for none
/// @param peer address of the caller as told by trusted proxies, without port
/// @param userAgent as the caller sent it, of any length and content; empty for none
public record AnsweredRequest(
        String id,
        String method,
        String route,
        int status,
        long micros,
        long keyId,
        String peer,
        String userAgent) {}
