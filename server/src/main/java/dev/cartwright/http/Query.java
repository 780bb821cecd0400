package dev.cartwright.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decoded query parameters. Of a repeated one the last counts, as in PHP; `name[]` and `name[0]`
/// collect under `name`.
public record Query(Map<String, List<String>> values) {
    public static final Query EMPTY = new Query(Map.of());

    public Query {
        values = Map.copyOf(values);
    }

    public Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null || all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }
}
