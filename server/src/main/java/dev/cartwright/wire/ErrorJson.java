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
        if (!error.details().isEmpty()) {
            writeParameters(error, json);
        } else if (!error.params().isEmpty()) {
            json.writeArrayPropertyStart("params");
            error.params().keySet().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeParameters(ApiError error, JsonGenerator json) {
        json.writeObjectPropertyStart("params");
        error.params().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeObjectPropertyStart("details");
        error.details().forEach((name, code) -> writeDetail(error, name, code, json));
        json.writeEndObject();
    }

    private static void writeDetail(ApiError error, String name, String code, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("code", code);
        json.writeStringProperty("message", error.params().getOrDefault(name, ""));
        if (code.equals(BadParameter.Code.REST_INVALID_TYPE.word())) {
            // WordPress names the parameter again for this code, and for no other.
            json.writeObjectPropertyStart("data");
            json.writeStringProperty("param", name);
            json.writeEndObject();
        } else {
            json.writeNullProperty("data");
        }
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
