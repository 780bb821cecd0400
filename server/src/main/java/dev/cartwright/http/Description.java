package dev.cartwright.http;

import dev.cartwright.wire.JsonWriting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `OPTIONS` and the index tell of an endpoint.
///
/// @param arguments in the order to show them
/// @param schema JSON schema of what the route answers, null for none; one a route is enough
public record Description(List<Argument> arguments, @Nullable JsonWriting schema) {
    public static final Description NONE = new Description(List.of(), null);

    public Description {
        arguments = List.copyOf(arguments);
    }

    public static Description of(Argument... arguments) {
        return new Description(List.of(arguments), null);
    }

    public Description withSchema(JsonWriting json) {
        return new Description(arguments, json);
    }

    public Optional<JsonWriting> optionalSchema() {
        return Optional.ofNullable(schema);
    }
}
