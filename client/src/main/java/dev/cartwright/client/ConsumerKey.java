package dev.cartwright.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A consumer key as the server shows it: everything but the key itself and its secret.
///
/// @param raw everything the server sent
public record ConsumerKey(JsonObject raw) {
    public long id() {
        return raw.numberOrZero("key_id");
    }

    /// Whose it is.
    public long userId() {
        return raw.numberOrZero("user_id");
    }

    public String description() {
        return raw.textOrEmpty("description");
    }

    /// `read`, `write` or `read_write`.
    public String permissions() {
        return raw.textOrEmpty("permissions");
    }

    /// The end of the key, to tell keys apart.
    public String truncatedKey() {
        return raw.textOrEmpty("truncated_key");
    }

    /// `active`, `expiring`, `expired`, `disabled` or `revoked`.
    public String status() {
        return raw.textOrEmpty("status");
    }

    /// Why, such as `by_hand`, `unused`, `exposed`, `owner_gone` or `missing`; empty for an active
    // key.
    public Optional<String> statusReason() {
        return raw.text("status_reason");
    }

    /// Whether it lets anybody in at this moment.
    public boolean usable() {
        return status().equals("active") || status().equals("expiring");
    }

    /// What it reaches: `sessions`, `keys`, `statistics`, `personal_data`.
    public List<String> scopes() {
        return raw.texts("scopes");
    }

    /// From where it may be used, as addresses and networks; empty for everywhere.
    public List<String> allowedIps() {
        return raw.texts("allowed_ips");
    }

    /// Calls a minute; empty for the server's default.
    public OptionalInt rateLimit() {
        return raw.number("rate_limit")
                .map(calls -> OptionalInt.of(Math.toIntExact(calls)))
                .orElse(OptionalInt.empty());
    }

    public Optional<Instant> created() {
        return raw.moment("created");
    }

    /// Empty when it was never used.
    public Optional<Instant> lastAccess() {
        return raw.moment("last_access");
    }

    /// Empty when it never ends by itself.
    public Optional<Instant> expires() {
        return raw.moment("expires");
    }

    public Optional<Instant> disabled() {
        return raw.moment("disabled");
    }

    public Optional<Instant> revoked() {
        return raw.moment("revoked");
    }

    /// The key that took its place.
    public Optional<Long> rolledTo() {
        return raw.number("rolled_to");
    }

    /// The key whose place it took.
    public Optional<Long> rolledFrom() {
        return raw.number("rolled_from");
    }

    /// When a rolled key ends at the latest.
    public Optional<Instant> ends() {
        return raw.moment("ends");
    }

    /// After so many hours without use a rolled key ends; empty when it has a fixed end.
    public OptionalInt endsWhenSilentHours() {
        return raw.number("ends_when_silent_hours")
                .map(hours -> OptionalInt.of(Math.toIntExact(hours)))
                .orElse(OptionalInt.empty());
    }

    @Override
    public String toString() {
        return "ConsumerKey[%d, …%s, %s, %s]"
                .formatted(id(), truncatedKey(), permissions(), status());
    }
}
