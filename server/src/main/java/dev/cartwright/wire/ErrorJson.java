package dev.cartwright.wire;

import tools.jackson.core.JsonGenerator;

/// [ApiError] to JSON.
public final class ErrorJson {
    private ErrorJson() {}

    public static void write(ApiError error, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("code", error.code());
        json.writeStringProperty("message", error.message());
        json.writeObjectPropertyStart("data");
        json.writeNumberProperty("status", error.status());
        error.optionalReason().ifPresent(reason -> json.writeStringProperty("reason", reason));
        error.extra().forEach((name, value) -> writeExtra(name, value, json));
        if (!error.params().isEmpty()) {
            json.writeObjectPropertyStart("params");
            error.params().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeObjectPropertyStart("details");
            error.details()
                    .forEach(
                            (name, code) -> {
                                json.writeObjectPropertyStart(name);
                                json.writeStringProperty("code", code);
                                json.writeStringProperty(
                                        "message", error.params().getOrDefault(name, ""));
                                json.writeNullProperty("data");
                                json.writeEndObject();
                            });
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeExtra(String name, Object value, JsonGenerator json) {
        if (value instanceof Number number) {
            json.writeNumberProperty(name, number.longValue());
            return;
        }
        json.writeStringProperty(name, value.toString());
    }
}
