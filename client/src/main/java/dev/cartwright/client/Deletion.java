package dev.cartwright.client;

/// What a deletion answers.
///
/// @param raw everything the server sent
public record Deletion(JsonObject raw) {
    public String cartKey() {
        return raw.textOrEmpty("cart_key");
    }

    /// The session as it was.
    public Session previous() {
        return new Session(raw.object("previous"));
    }

    @Override
    public String toString() {
        return "Deletion[" + Redaction.cartKey(cartKey()) + "]";
    }
}
