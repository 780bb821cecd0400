package dev.cartwright.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a writer wrote, for tests: as bytes on the wire, and read back.
public final class Written {
    public static final JsonMapper MAPPER = new JsonMapper();

    private Written() {}

    public static String text(JsonWriting writing) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
            writing.write(json);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public static JsonNode tree(JsonWriting writing) {
        return MAPPER.readTree(text(writing));
    }
}
