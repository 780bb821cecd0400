package dev.cartwright.wire;

import dev.cartwright.cart.Data;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// Free-form data of plugins to JSON.
final class DataJson {
    private DataJson() {}

    static void write(JsonGenerator json, Data data) {
        switch (data) {
            case Data.Nothing _ -> json.writeNull();
            case Data.Flag(boolean value) -> json.writeBoolean(value);
            case Data.Whole(long value) -> json.writeNumber(value);
            case Data.Real(double value) -> real(json, value);
            case Data.Text(String value) -> json.writeString(value);
            case Data.Sequence sequence -> {
                json.writeStartArray();
                sequence.values().forEach(value -> write(json, value));
                json.writeEndArray();
            }
            case Data.Mapping mapping -> mapping(json, mapping.values());
        }
    }

    static void mapping(JsonGenerator json, Map<String, Data> values) {
        json.writeStartObject();
        values.forEach(
                (name, value) -> {
                    json.writeName(name);
                    write(json, value);
                });
        json.writeEndObject();
    }

    /// JSON has no number for infinity and not-a-number.
    private static void real(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }

    /// No less than the bytes that [#write] needs, found without looking at the characters.
    static long atMostBytes(Data data) {
        return switch (data) {
            case Data.Nothing _, Data.Flag _ -> 6;
            case Data.Whole _, Data.Real _ -> 28;
            case Data.Text(String value) -> atMostBytes(value);
            case Data.Sequence sequence -> {
                long sum = 2;
                for (Data value : sequence.values()) {
                    sum += atMostBytes(value) + 1;
                }
                yield sum;
            }
            case Data.Mapping mapping -> atMostBytes(mapping.values());
        };
    }

    static long atMostBytes(Map<String, Data> values) {
        long sum = 2;
        for (Map.Entry<String, Data> entry : values.entrySet()) {
            sum += atMostBytes(entry.getKey()) + atMostBytes(entry.getValue()) + 2;
        }
        return sum;
    }

    /// A character takes at most six bytes, as `\u0000`.
    static long atMostBytes(String text) {
        return 6L * text.length() + 2;
    }
}
