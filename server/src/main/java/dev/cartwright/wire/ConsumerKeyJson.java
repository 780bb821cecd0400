package dev.cartwright.wire;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A consumer key to JSON, with the names of WooCommerce's table where it has one.
public final class ConsumerKeyJson {
    private ConsumerKeyJson() {}

    /// What may be shown at any time: never the key itself or its secret.
    public static void write(ConsumerKey key, KeyStatus status, JsonGenerator json) {
        json.writeStartObject();
        members(key, status, json);
        json.writeEndObject();
    }

    /// A new key with its secret, for the one time that both are shown.
    public static void writeNew(NewKey made, KeyStatus status, JsonGenerator json) {
        json.writeStartObject();
        newMembers(made, status, json);
        json.writeEndObject();
    }

    /// A new key with its secret as WooCommerce names them, and nothing else.
    public static void writeBare(NewKey made, JsonGenerator json) {
        ConsumerKey key = made.key();
        json.writeStartObject();
        json.writeNumberProperty("key_id", key.id());
        json.writeNumberProperty("user_id", key.userId());
        json.writeStringProperty("description", key.description());
        json.writeStringProperty("permissions", permissions(key));
        json.writeStringProperty("consumer_key", made.consumerKey());
        json.writeStringProperty("consumer_secret", made.consumerSecret());
        json.writeStringProperty("truncated_key", key.truncatedKey());
        json.writeEndObject();
    }

    /// As [#writeNew], with the key whose place the new one takes.
    public static void writeRolled(
            NewKey made,
            KeyStatus status,
            ConsumerKey previous,
            KeyStatus previousStatus,
            JsonGenerator json) {
        json.writeStartObject();
        newMembers(made, status, json);
        json.writeName("previous");
        write(previous, previousStatus, json);
        json.writeEndObject();
    }

    private static void newMembers(NewKey made, KeyStatus status, JsonGenerator json) {
        members(made.key(), status, json);
        json.writeStringProperty("consumer_key", made.consumerKey());
        json.writeStringProperty("consumer_secret", made.consumerSecret());
    }

    private static void members(ConsumerKey key, KeyStatus status, JsonGenerator json) {
        json.writeNumberProperty("key_id", key.id());
        json.writeNumberProperty("user_id", key.userId());
        json.writeStringProperty("description", key.description());
        json.writeStringProperty("permissions", permissions(key));
        json.writeStringProperty("truncated_key", key.truncatedKey());
        json.writeStringProperty("status", status.word().text());
        KeyStatus.Reason reason = status.reason();
        text("status_reason", reason == null ? null : reason.text(), json);
        terms(key.terms(), json);
        time("created", key.created(), json);
        time("last_access", key.lastAccess(), json);
        time("expires", key.terms().expires(), json);
        state(key.state(), json);
    }

    private static void terms(KeyTerms terms, JsonGenerator json) {
        json.writeArrayPropertyStart("scopes");
        terms.scopes().stream().sorted().forEach(scope -> json.writeString(scope.word()));
        json.writeEndArray();
        json.writeArrayPropertyStart("allowed_ips");
        terms.networks().forEach(network -> json.writeString(network.toString()));
        json.writeEndArray();
        Integer limit = terms.rateLimit();
        number("rate_limit", limit == null ? null : (Long) limit.longValue(), json);
    }

    private static void state(KeyState state, JsonGenerator json) {
        KeyState.Disabled disabled = state.disabled();
        KeyState.Rolled rolled = state.rolled();
        Integer hours = rolled == null ? null : rolled.silentHours();
        time("disabled", disabled == null ? null : disabled.at(), json);
        time("revoked", state.revokedAt(), json);
        number("rolled_to", rolled == null ? null : (Long) rolled.successor(), json);
        number("rolled_from", state.rolledFrom(), json);
        time("ends", rolled == null ? null : rolled.until(), json);
        number("ends_when_silent_hours", hours == null ? null : (Long) hours.longValue(), json);
    }

    /// WooCommerce's word, or `disabled` for a key that allows nothing.
    public static String permissions(ConsumerKey key) {
        Permission permission = key.permission();
        return permission == null ? "disabled" : permission.word();
    }

    private static void text(String name, @Nullable String text, JsonGenerator json) {
        if (text == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, text);
        }
    }

    private static void number(String name, @Nullable Long number, JsonGenerator json) {
        if (number == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, number);
        }
    }

    private static void time(String name, @Nullable Instant time, JsonGenerator json) {
        text(name, time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString(), json);
    }
}
