package dev.cartwright.wire;

import dev.cartwright.access.User;
import tools.jackson.core.JsonGenerator;

/// A user to JSON, with WordPress's names; never the password hash.
public final class UserJson {
    private UserJson() {}

    public static void write(User user, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("id", user.id());
        json.writeStringProperty("username", user.login());
        json.writeStringProperty("email", user.email());
        json.writeStringProperty("name", user.displayName());
        json.writeArrayPropertyStart("roles");
        user.roles().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }
}
