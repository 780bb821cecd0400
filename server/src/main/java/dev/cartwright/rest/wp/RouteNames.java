package dev.cartwright.rest.wp;

import dev.cartwright.http.Route;

/// Names of routes as WordPress writes them.
final class RouteNames {
    private static final String CLOSING = ">[A-Za-z0-9_-]{1,42})";

    private RouteNames() {}

    /// `/cocart/v2/sessions/{key}` becomes `/cocart/v2/sessions/(?P<key>[A-Za-z0-9_-]{1,42})`.
    static String of(Route route) {
        return route.pattern().replace("{", "(?P<").replace("}", CLOSING);
    }
}
