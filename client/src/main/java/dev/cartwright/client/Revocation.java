package dev.cartwright.client;

/// What revoking a key answers.
///
/// @param raw everything the server sent
public record Revocation(JsonObject raw) {
    /// The key as it was.
    public ConsumerKey previous() {
        return new ConsumerKey(raw.object("previous"));
    }

    /// Whether it is the key that made this very call.
    public boolean self() {
        return raw.flag("self");
    }
}
