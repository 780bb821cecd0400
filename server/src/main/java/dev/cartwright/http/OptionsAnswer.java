package dev.cartwright.http;

import dev.cartwright.wire.JsonWriting;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// What a route tells of itself: the answer to `OPTIONS`, and its entry in the index.
public final class OptionsAnswer {
    private OptionsAnswer() {}

    /// @param baseUrl without trailing slash
    /// @param withSchema as in the answer to `OPTIONS`, not in the index
    public static void write(Route route, String baseUrl, boolean withSchema, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("namespace", route.namespace());
        writeMethods(route.methods(), json);
        json.writeArrayPropertyStart("endpoints");
        for (Route.Endpoint endpoint : route.endpoints()) {
            json.writeStartObject();
            writeMethods(List.of(endpoint.method()), json);
            json.writeObjectPropertyStart("args");
            endpoint.description().arguments().forEach(argument -> write(argument, json));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        if (withSchema) {
            schema(route).ifPresent(schema -> writeSchema(schema, json));
        }
        if (route.pattern().indexOf('{') < 0) {
            writeSelf(baseUrl + (route.rest() ? "/wp-json" : "") + route.pattern(), json);
        }
        json.writeEndObject();
    }

    /// `"_links": {"self": [{"href": url}]}`.
    public static void writeSelf(String url, JsonGenerator json) {
        json.writeObjectPropertyStart("_links");
        json.writeArrayPropertyStart("self");
        json.writeStartObject();
        json.writeStringProperty("href", url);
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeMethods(List<String> methods, JsonGenerator json) {
        json.writeArrayPropertyStart("methods");
        methods.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void writeSchema(JsonWriting schema, JsonGenerator json) {
        json.writeName("schema");
        schema.write(json);
    }

    private static Optional<JsonWriting> schema(Route route) {
        return route.endpoints().stream()
                .flatMap(endpoint -> endpoint.description().optionalSchema().stream())
                .findFirst();
    }

    private static void write(Argument argument, JsonGenerator json) {
        json.writeObjectPropertyStart(argument.name());
        json.writeStringProperty("description", argument.description());
        json.writeStringProperty("type", argument.type());
        Object defaultValue = argument.defaultValue();
        if (defaultValue != null) {
            json.writeName("default");
            writeValue(defaultValue, json);
        }
        if (!argument.choices().isEmpty()) {
            json.writeArrayPropertyStart("enum");
            argument.choices().forEach(json::writeString);
            json.writeEndArray();
        }
        Long minimum = argument.minimum();
        if (minimum != null) {
            json.writeNumberProperty("minimum", minimum);
        }
        Long maximum = argument.maximum();
        if (maximum != null) {
            json.writeNumberProperty("maximum", maximum);
        }
        json.writeBooleanProperty("required", argument.required());
        json.writeEndObject();
    }

    private static void writeValue(Object value, JsonGenerator json) {
        switch (value) {
            case Number number -> json.writeNumber(number.longValue());
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }
}
