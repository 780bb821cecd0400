package dev.cartwright.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parameter of an endpoint, as `OPTIONS` and the index describe it.
///
/// @param type JSON schema's word: `integer`, `string`, `boolean`, `number`, `array`, `object`
/// @param description one sentence for people
/// @param required whether a request without it is refused
/// @param defaultValue text, whole number or boolean; null for none
/// @param choices the only values allowed; empty when there is no such list
/// @param minimum smallest number allowed, null for none
/// @param maximum largest number allowed, null for none
public record Argument(
        String name,
        String type,
        String description,
        boolean required,
        @Nullable Object defaultValue,
        List<String> choices,
        @Nullable Long minimum,
        @Nullable Long maximum) {
    public Argument {
        choices = List.copyOf(choices);
    }

    /// An optional one without limits.
    public static Argument of(String name, String type, String description) {
        return new Argument(name, type, description, false, null, List.of(), null, null);
    }

    public Argument needed() {
        return new Argument(name, type, description, true, defaultValue, choices, minimum, maximum);
    }

    public Argument defaultsTo(Object value) {
        return new Argument(name, type, description, required, value, choices, minimum, maximum);
    }

    public Argument oneOf(List<String> allowed) {
        return new Argument(
                name, type, description, required, defaultValue, allowed, minimum, maximum);
    }

    public Argument atLeast(long smallest) {
        return new Argument(
                name, type, description, required, defaultValue, choices, smallest, maximum);
    }

    public Argument between(long smallest, long largest) {
        return new Argument(
                name, type, description, required, defaultValue, choices, smallest, largest);
    }
}
