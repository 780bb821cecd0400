package dev.cartwright.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decoded query parameters. Of a repeated one the last counts, as in PHP; `name[]` and `name[0]`
/// collect under `name`.
///
/// What is no UTF-8 has become U+FFFD; see [#unreadable].
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

    /// A parameter whose value is not text: bytes that are no UTF-8, or NUL. Databases refuse such
    /// values, so they must not come so far. Names that are not text are no endpoint's and
    // harmless.
    public Optional<String> unreadable() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
            for (String value : parameter.getValue()) {
                if (!readable(value) && readable(parameter.getKey())) {
                    return Optional.of(parameter.getKey());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean readable(String text) {
        return text.indexOf('\uFFFD') < 0 && text.indexOf('\0') < 0;
    }

    static Query of(List<FormPair> pairs) {
        if (pairs.isEmpty()) {
            return EMPTY;
        }
        var values = new HashMap<String, List<String>>();
        for (FormPair pair : pairs) {
            int bracket = pair.name().indexOf('[');
            if (bracket <= 0) {
                values.put(pair.name(), List.of(pair.value()));
                continue;
            }
            values.merge(
                    pair.name().substring(0, bracket), List.of(pair.value()), Query::concatenate);
        }
        return new Query(values);
    }

    private static List<String> concatenate(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
