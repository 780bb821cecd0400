package dev.cartwright.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// What became of secrets that a scanner found, in the form in which GitHub reads it. The secrets
/// themselves are not repeated.
public final class ExposedJson {
    private ExposedJson() {}

    /// @param raw as the scanner told it
    /// @param secret what of it may be a secret
    /// @param type the scanner's word for this kind of secret
    public record Token(String raw, String secret, String type) {
        @Override
        public String toString() {
            return "Token[…]";
        }
    }

    /// @param known those that were secrets of this server
    public static void write(List<Token> tokens, Set<String> known, JsonGenerator json) {
        json.writeStartArray();
        for (Token token : tokens) {
            json.writeStartObject();
            json.writeStringProperty("token_hash", hash(token.raw));
            json.writeStringProperty("token_type", token.type);
            boolean ours = known.contains(token.secret);
            json.writeStringProperty("label", ours ? "true_positive" : "false_positive");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String hash(String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(sha256.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) { // every JDK has it
            throw new IllegalStateException(e);
        }
    }
}
