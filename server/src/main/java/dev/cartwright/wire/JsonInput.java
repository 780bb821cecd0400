package dev.cartwright.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON body that parsed, within the limits of size and depth. Of a repeated name the last
// counts.
public record JsonInput(JsonNode tree) {
    /// Deeper nesting than any request has; bounds the parser's work.
    public static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    /// What became of a body.
    public sealed interface Parsed {
        record Good(JsonInput input) implements Parsed {}

        record Bad(ApiError error) implements Parsed {}
    }

    /// @param body at least one byte
    public static Parsed parse(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            return new Parsed.Bad(
                    ApiErrors.invalidJson(
                            5, "Malformed UTF-8 characters, possibly incorrectly encoded"));
        }
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || tree.isMissingNode()
                    ? syntaxError()
                    : new Parsed.Good(new JsonInput(tree));
        } catch (StreamConstraintsException _) {
            return new Parsed.Bad(ApiErrors.invalidJson(1, "Maximum stack depth exceeded"));
        } catch (JacksonException _) {
            return syntaxError();
        }
    }

    private static Parsed syntaxError() {
        return new Parsed.Bad(ApiErrors.invalidJson(4, "Syntax error"));
    }
}
