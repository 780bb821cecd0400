package dev.cartwright.cli;

import dev.cartwright.wire.JsonWriting;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// JSON on a stream, UTF-8 whatever the terminal's encoding, one value a line.
final class Json {
    private final JsonFactory factory =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build();

    /// One value and a line break.
    void line(OutputStream stream, JsonWriting value) {
        Writer writer = writer(stream);
        line(writer, value);
        try {
            writer.flush();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /// The same onto a writer of [#writer], which is not flushed.
    void line(Writer writer, JsonWriting value) {
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), writer)) {
            value.write(json);
            json.writeRaw('\n');
        }
    }

    /// UTF-8 in which nothing steers a terminal.
    static Writer writer(OutputStream stream) {
        return new HarmlessJsonWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }
}
