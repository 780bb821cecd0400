package dev.cartwright.wire;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A consumer key to JSON, with the names of WooCommerce's table.
public final class ConsumerKeyJson {
    private ConsumerKeyJson() {}

    /// What may be shown at any time: never the key itself or its secret.
    public static void write(ConsumerKey key, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("key_id", key.id());
        json.writeNumberProperty("user_id", key.userId());
        json.writeStringProperty("description", key.description());
        json.writeStringProperty("permissions", permissions(key));
        json.writeStringProperty("truncated_key", key.truncatedKey());
        json.writeStringProperty("status", status(key));
        time("created", key.created(), json);
        time("last_access", key.lastAccess(), json);
        time("revoked", key.revokedAt(), json);
        json.writeEndObject();
    }

    /// A new key with its secret, for the one time that both are shown.
    public static void writeNew(
            ConsumerKey key, String consumerKey, String consumerSecret, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("key_id", key.id());
        json.writeNumberProperty("user_id", key.userId());
        json.writeStringProperty("description", key.description());
        json.writeStringProperty("permissions", permissions(key));
        json.writeStringProperty("consumer_key", consumerKey);
        json.writeStringProperty("consumer_secret", consumerSecret);
        json.writeStringProperty("truncated_key", key.truncatedKey());
        json.writeEndObject();
    }

    /// WooCommerce's word, or `disabled` for a key that allows nothing.
    public static String permissions(ConsumerKey key) {
        Permission permission = key.permission();
        return permission == null ? "disabled" : permission.word();
    }

    /// `active`, `disabled` or `revoked`.
    public static String status(ConsumerKey key) {
        if (key.revokedAt() != null) {
            return "revoked";
        }
        return key.permission() == null ? "disabled" : "active";
    }

    private static void time(String name, @Nullable Instant time, JsonGenerator json) {
        if (time == null) {
            json.writeNullProperty(name);
            return;
        }
        json.writeStringProperty(name, time.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
