package dev.cartwright.wire;

import dev.cartwright.access.Capability;
import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyStatus;
import dev.cartwright.access.Principal;
import dev.cartwright.access.User;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Who is calling, to JSON.
public final class WhoAmIJson {
    private WhoAmIJson() {}

    /// @param user null when she is gone
    /// @param limit null when the key has none
    public record Caller(
            ConsumerKey key,
            KeyStatus status,
            Principal principal,
            @Nullable User user,
            @Nullable Limit limit) {}

    /// Where the key stands in its limit.
    ///
    /// @param reset seconds until all calls can be made again
    /// @param window seconds that the limit is counted in
    public record Limit(long limit, long remaining, long reset, long window) {}

    /// @param clientClock what the caller's clock says; null when it did not tell
    public static void write(
            Caller caller, Instant now, @Nullable Instant clientClock, JsonGenerator json) {
        json.writeStartObject();
        json.writeBooleanProperty("authenticated", true);
        json.writeName("key");
        ConsumerKeyJson.write(caller.key, caller.status, json);
        user(caller.user, json);
        json.writeStringProperty("permissions", caller.principal.permission().word());
        json.writeArrayPropertyStart("scopes");
        caller.principal.terms().scopes().stream()
                .sorted()
                .forEach(scope -> json.writeString(scope.word()));
        json.writeEndArray();
        json.writeBooleanProperty(
                "can_manage", caller.principal.can(Capability.MANAGE_WOOCOMMERCE));
        limit(caller.limit, json);
        json.writeStringProperty("server_time", now.truncatedTo(ChronoUnit.SECONDS).toString());
        if (clientClock == null) {
            json.writeNullProperty("clock_difference");
        } else {
            json.writeNumberProperty(
                    "clock_difference", Duration.between(clientClock, now).toSeconds());
        }
        json.writeEndObject();
    }

    private static void user(@Nullable User user, JsonGenerator json) {
        if (user == null) {
            json.writeNullProperty("user");
            return;
        }
        json.writeObjectPropertyStart("user");
        json.writeNumberProperty("id", user.id());
        json.writeStringProperty("login", user.login());
        json.writeEndObject();
    }

    private static void limit(@Nullable Limit limit, JsonGenerator json) {
        if (limit == null) {
            json.writeNullProperty("limit");
            return;
        }
        json.writeObjectPropertyStart("limit");
        json.writeNumberProperty("limit", limit.limit);
        json.writeNumberProperty("remaining", limit.remaining);
        json.writeNumberProperty("reset", limit.reset);
        json.writeNumberProperty("window", limit.window);
        json.writeEndObject();
    }
}
