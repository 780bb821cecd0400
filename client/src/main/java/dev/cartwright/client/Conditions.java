package dev.cartwright.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and values, in the order they were given; a change makes a copy.
///
/// @param values unmodifiable
record Conditions<V>(Map<String, @Nullable V> values) {
    static <V> Conditions<V> none() {
        return new Conditions<>(Map.of());
    }

    Conditions<V> with(String name, @Nullable V value) {
        Map<String, @Nullable V> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Conditions<>(Collections.unmodifiableMap(more));
    }

    Conditions<V> withAll(Map<String, ? extends @Nullable V> others) {
        Map<String, @Nullable V> more = new LinkedHashMap<>(values);
        more.putAll(others);
        return new Conditions<>(Collections.unmodifiableMap(more));
    }
}
