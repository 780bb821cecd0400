package dev.cartwright.client;

import java.util.Map;

/// Which keys to list, newest first. Immutable: each method returns a copy.
public final class KeyQuery {
    private static final KeyQuery ALL = new KeyQuery(Conditions.none());

    private final Conditions<String> parameters;

    private KeyQuery(Conditions<String> parameters) {
        this.parameters = parameters;
    }

    public static KeyQuery all() {
        return ALL;
    }

    /// `active`, `expiring`, `expired`, `disabled` or `revoked`.
    public KeyQuery status(String status) {
        return with("status", status);
    }

    public KeyQuery user(long id) {
        return with("user", Long.toString(id));
    }

    /// Part of the description.
    public KeyQuery search(String text) {
        return with("search", text);
    }

    /// From 1.
    public KeyQuery page(int number) {
        return with("page", Integer.toString(number));
    }

    /// 1 to 100.
    public KeyQuery perPage(int keys) {
        return with("per_page", Integer.toString(keys));
    }

    /// A parameter that this library does not know.
    public KeyQuery with(String name, String value) {
        return new KeyQuery(parameters.with(name, value));
    }

    Map<String, String> values() {
        return parameters.values();
    }
}
