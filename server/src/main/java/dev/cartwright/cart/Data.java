package dev.cartwright.cart;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Free-form data that plugins hang on carts and items, without the format it came in.
///
/// Names of mappings keep their order. Depth and size are bounded where data enters the house.
public sealed interface Data {
    record Nothing() implements Data {}

    record Flag(boolean value) implements Data {}

    record Whole(long value) implements Data {}

    /// Infinite and not-a-number are allowed here and written as text on the wire.
    record Real(double value) implements Data {}

    record Text(String value) implements Data {}

    record Sequence(List<Data> values) implements Data {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    record Mapping(Map<String, Data> values) implements Data {
        public static final Mapping EMPTY = new Mapping(Map.of());

        public Mapping {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }
}
