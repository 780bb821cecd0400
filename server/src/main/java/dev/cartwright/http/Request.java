package dev.cartwright.http;

import dev.cartwright.access.Credentials;
import dev.cartwright.wire.JsonInput;
import java.util.Map;
import java.util.Optional;

/// One request, after routing.
///
/// @param id in every answer and log line
/// @param method effective, upper case: an override on POST is applied
/// @param route path below `/wp-json`, decoded, with leading and without trailing slash, as the
///     caller spelled it: `/cocart/v2/sessions`
/// @param pathParameters by name from the route's pattern
/// @param baseUrl `https://host` as the outside sees this server, without trailing slash: the
///     setting `public-url`, else from the Host header
/// @param headers by lower-case name; of a repeated one the first
/// @param json the body where it is JSON, empty when there is none
/// @param credentials as presented, not yet checked
/// @param peer address of the caller as told by trusted proxies, without port
public record Request(
        String id,
        String method,
        String route,
        Map<String, String> pathParameters,
        Query query,
        String baseUrl,
        Map<String, String> headers,
        Optional<JsonInput> json,
        Credentials credentials,
        String peer) {

    /// A parameter of the path, which the route's pattern promises.
    public String path(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalStateException("route has no parameter " + name);
        }
        return value;
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /// Whether the caller is a process on this machine and nothing stood in between.
    public boolean fromThisMachine() {
        return !Peers.proxied(headers) && Peers.isLoopback(peer);
    }
}
