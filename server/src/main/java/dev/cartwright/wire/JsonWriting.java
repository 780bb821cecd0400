package dev.cartwright.wire;

import tools.jackson.core.JsonGenerator;

/// Something that can write itself as one JSON value, piece by piece, so that a long list never
/// lies in memory as a whole.
@FunctionalInterface
public interface JsonWriting {
    void write(JsonGenerator json);
}
