package dev.cartwright.client;

import java.util.Optional;

/// A cart's owner.
///
/// @param raw everything the server sent: every `billing_…` and `shipping_…` field
public record Customer(JsonObject raw) {
    /// The user's id, 0 for a guest.
    public long id() {
        return raw.numberOrZero("id");
    }

    public boolean guest() {
        return id() == 0;
    }

    /// Masked for a key without the scope `personal_data`.
    public Optional<String> email() {
        return raw.text("billing_email");
    }

    public Optional<String> firstName() {
        return raw.text("billing_first_name");
    }

    public Optional<String> lastName() {
        return raw.text("billing_last_name");
    }

    /// No personal data.
    @Override
    public String toString() {
        return guest() ? "Customer[guest]" : "Customer[" + id() + "]";
    }
}
