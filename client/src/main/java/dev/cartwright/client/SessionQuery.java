package dev.cartwright.client;

import java.util.Map;

/// What to list: a filter, an order, and how much at once. Immutable: each method returns a copy.
public final class SessionQuery {
    private static final SessionQuery ALL = new SessionQuery(Conditions.none());

    private final Conditions<String> parameters;

    private SessionQuery(Conditions<String> parameters) {
        this.parameters = parameters;
    }

    /// Everything but trash, newest first, in the server's own page size.
    public static SessionQuery all() {
        return ALL;
    }

    public static SessionQuery of(SessionFilter filter) {
        return ALL.matching(filter);
    }

    public SessionQuery matching(SessionFilter filter) {
        return new SessionQuery(parameters.withAll(filter.values()));
    }

    /// From 1. To walk through all of them use [Sessions#stream], which loses and repeats none
    /// while others delete.
    public SessionQuery page(int number) {
        return with("page", Integer.toString(number));
    }

    /// 1 to 1000.
    public SessionQuery perPage(int sessions) {
        return with("per_page", Integer.toString(sessions));
    }

    /// `cart_created`, `cart_updated`, `last_activity`, `cart_expiry`, `total`, `cart_key` or
    /// `cart_id`.
    public SessionQuery orderBy(String column) {
        return with("orderby", column);
    }

    /// The smallest or oldest first.
    public SessionQuery ascending() {
        return with("order", "asc");
    }

    /// A parameter that this library does not know.
    public SessionQuery with(String name, String value) {
        return new SessionQuery(parameters.with(name, value));
    }

    Map<String, String> values() {
        return parameters.values();
    }

    /// The names only: values may be personal.
    @Override
    public String toString() {
        return "SessionQuery" + values().keySet();
    }
}
