package dev.cartwright.client;

import java.util.Optional;

/// Something an operator should know about a session.
///
/// @param raw everything the server sent
public record Problem(JsonObject raw) {
    /// Such as `unreadable`, `expired` or `totals_mismatch`.
    public String code() {
        return raw.textOrEmpty("code");
    }

    public String message() {
        return raw.textOrEmpty("message");
    }

    /// The item it is about; empty when it is about the whole cart.
    public Optional<String> itemKey() {
        return raw.text("item_key");
    }

    @Override
    public String toString() {
        return "Problem[" + code() + "]";
    }
}
