package dev.cartwright.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A JSON schema as WordPress's `OPTIONS` shows it.
public final class SchemaJson {
    private SchemaJson() {}

    /// @param types one, or several where a value may also be null
    /// @param format `date-time` or `uri`, null for none
    /// @param members of an object, or of the objects in an array; empty when they are free
    public record Property(
            String name,
            List<String> types,
            String description,
            @Nullable String format,
            List<Property> members) {
        public Property {
            types = List.copyOf(types);
            members = List.copyOf(members);
        }

        public static Property of(String name, String type, String description) {
            return new Property(name, List.of(type), description, null, List.of());
        }

        public Property orNull() {
            return new Property(
                    name, List.of(types.getFirst(), "null"), description, format, members);
        }

        public Property formatted(String newFormat) {
            return new Property(name, types, description, newFormat, members);
        }

        public Property with(Property... newMembers) {
            return new Property(name, types, description, format, List.of(newMembers));
        }
    }

    /// @param title the schema's name
    public static void write(JsonGenerator json, String title, List<Property> properties) {
        json.writeStartObject();
        json.writeStringProperty("$schema", "http://json-schema.org/draft-04/schema#");
        json.writeStringProperty("title", title);
        json.writeStringProperty("type", "object");
        members(json, properties);
        json.writeEndObject();
    }

    private static void members(JsonGenerator json, List<Property> properties) {
        json.writeObjectPropertyStart("properties");
        properties.forEach(property -> write(json, property));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Property property) {
        json.writeObjectPropertyStart(property.name());
        json.writeStringProperty("description", property.description());
        type(json, property.types());
        String format = property.format();
        if (format != null) {
            json.writeStringProperty("format", format);
        }
        json.writeArrayPropertyStart("context");
        json.writeString("view");
        json.writeEndArray();
        json.writeBooleanProperty("readonly", true);
        if (!property.members().isEmpty()) {
            if (property.types().contains("array")) {
                json.writeObjectPropertyStart("items");
                json.writeStringProperty("type", "object");
                members(json, property.members());
                json.writeEndObject();
            } else {
                members(json, property.members());
            }
        }
        json.writeEndObject();
    }

    private static void type(JsonGenerator json, List<String> types) {
        if (types.size() == 1) {
            json.writeStringProperty("type", types.getFirst());
            return;
        }
        json.writeArrayPropertyStart("type");
        types.forEach(json::writeString);
        json.writeEndArray();
    }
}
