package dev.cartwright.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One thing to ask of the server, however many attempts it takes.
///
/// @param path below the API's base, percent-encoded
/// @param body null for none
record Call(
        String method,
        String path,
        Map<String, String> query,
        @Nullable JsonObject body,
        Repeat repeat) {

    /// When an attempt may be followed by another.
    enum Repeat {
        /// Changes nothing, or comes to the same when it is done twice.
        ANY_TIME,
        /// Done twice it would do more, or tell less: only when the first certainly did nothing.
        WHEN_REFUSED
    }

    static Call get(String path, Map<String, String> query) {
        return new Call("GET", path, query, null, Repeat.ANY_TIME);
    }

    static Call patch(String path, JsonObject body) {
        return new Call("PATCH", path, Map.of(), body, Repeat.ANY_TIME);
    }

    static Call delete(String path, Map<String, String> query, Repeat repeat) {
        return new Call("DELETE", path, query, null, repeat);
    }

    static Call post(String path, @Nullable JsonObject body) {
        return new Call("POST", path, Map.of(), body, Repeat.WHEN_REFUSED);
    }

    boolean changes() {
        return !method.equals("GET");
    }

    boolean repeatable() {
        return repeat == Repeat.ANY_TIME;
    }

    /// Path and query, to stand behind the API's base.
    String target() {
        return query.isEmpty() ? path : path + "?" + encoded(query);
    }

    /// For messages: no query, no whole cart key.
    String shown() {
        return method + " " + Redaction.path(path);
    }

    /// One segment of a path.
    static String segment(String text) {
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException("a cart key cannot be empty or dots");
        }
        return encoded(text).replace("+", "%20");
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
