package dev.cartwright.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// A consumer key with its secret.
///
/// The secret shows in no `toString`, message or debug line of this library.
///
/// @param key `ck_…`
/// @param secret `cs_…`
public record Credentials(String key, String secret) implements SecretSource {
    public Credentials {
        check("key", key);
        check("secret", secret);
        if (key.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a consumer key has no colon");
        }
    }

    /// Reads what secret managers and files keep: a JSON object with `consumer_key` and
    /// `consumer_secret` (or `key` and `secret`), or `ck_…:cs_…`.
    ///
    /// @throws IllegalArgumentException when it is neither; its message tells nothing of the text
    public static Credentials parse(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            return fromJson(stripped);
        }
        int colon = stripped.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("neither a JSON object nor key:secret");
        }
        return new Credentials(
                stripped.substring(0, colon).strip(), stripped.substring(colon + 1).strip());
    }

    private static Credentials fromJson(String text) {
        JsonObject object =
                Json.parse(text)
                        .filter(parsed -> parsed.value() instanceof JsonObject)
                        .map(parsed -> (JsonObject) parsed.value())
                        .orElseThrow(() -> new IllegalArgumentException("no JSON object"));
        return new Credentials(member(object, "key"), member(object, "secret"));
    }

    private static String member(JsonObject object, String half) {
        Optional<String> value = object.text("consumer_" + half).or(() -> object.text(half));
        return value.orElseThrow(() -> new IllegalArgumentException("no member consumer_" + half))
                .strip();
    }

    @Override
    public Credentials fetch() {
        return this;
    }

    String authorization() {
        byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /// The key's end, enough to tell keys apart.
    String shown() {
        return Redaction.consumerKey(key);
    }

    @Override
    public String toString() {
        return "Credentials[" + shown() + "]";
    }

    private static void check(String half, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the consumer " + half + " is empty");
        }
        boolean odd = value.chars().anyMatch(c -> c <= ' ' || c == 0x7F);
        if (odd) {
            throw new IllegalArgumentException(
                    "the consumer " + half + " contains a space or control character");
        }
    }
}
