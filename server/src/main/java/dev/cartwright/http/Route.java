package dev.cartwright.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One path pattern with what answers on it.
public final class Route {
    private final String namespace;
    private final String pattern;
    private final boolean rest;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();

    Route(String namespace, String pattern, boolean rest) {
        this.namespace = namespace;
        this.pattern = pattern;
        this.rest = rest;
    }

    /// What answers one method.
    ///
    /// @param method upper case; HEAD is answered by GET's
    public record Endpoint(String method, Handler handler, Description description) {}

    /// `cocart/v2`, without slashes around; empty for paths outside `/wp-json`.
    public String namespace() {
        return namespace;
    }

    /// `/cocart/v2/sessions/{key}`: below `/wp-json` when [#rest], else the whole path.
    public String pattern() {
        return pattern;
    }

    /// Whether it lies below `/wp-json`.
    public boolean rest() {
        return rest;
    }

    /// In the order of registration, as `Allow` shows them.
    public List<String> methods() {
        return List.copyOf(endpoints.keySet());
    }

    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints.values());
    }

    public Optional<Endpoint> endpoint(String method) {
        return Optional.ofNullable(find(method));
    }

    @Nullable Endpoint find(String method) {
        return endpoints.get(method.equals("HEAD") ? "GET" : method);
    }

    void add(Endpoint endpoint) {
        if (endpoints.putIfAbsent(endpoint.method(), endpoint) != null) {
            throw new IllegalStateException(endpoint.method() + " " + pattern + " is taken");
        }
    }

    @Override
    public String toString() {
        return methods() + " " + pattern;
    }
}
