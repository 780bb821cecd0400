package dev.cartwright.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to change about a key; what is not said stays. Immutable: each method returns a copy.
public final class KeyChange {
    private static final KeyChange NOTHING = new KeyChange(Conditions.none());

    private final Conditions<Object> members;

    private KeyChange(Conditions<Object> members) {
        this.members = members;
    }

    /// To begin with.
    public static KeyChange nothing() {
        return NOTHING;
    }

    public KeyChange description(String description) {
        return with("description", description);
    }

    /// Also gives a key whose owner is gone to somebody else.
    public KeyChange userId(long id) {
        return with("user_id", id);
    }

    public KeyChange permission(Permission permission) {
        return with("permissions", permission.word());
    }

    public KeyChange scopes(String... scopes) {
        return with("scopes", List.of(scopes));
    }

    public KeyChange allScopes() {
        return with("scopes", null);
    }

    public KeyChange allowedIps(String... networks) {
        return with("allowed_ips", List.of(networks));
    }

    public KeyChange allowedFromEverywhere() {
        return with("allowed_ips", List.of());
    }

    public KeyChange expires(Instant moment) {
        return with("expires", moment.toString());
    }

    public KeyChange expiresNever() {
        return with("expires", null);
    }

    /// Calls a minute.
    public KeyChange rateLimit(int calls) {
        return with("rate_limit", (long) calls);
    }

    public KeyChange defaultRateLimit() {
        return with("rate_limit", null);
    }

    /// A member that this library does not know.
    public KeyChange with(String name, @Nullable Object value) {
        return new KeyChange(members.with(name, value));
    }

    JsonObject body() {
        return JsonObject.of(members.values());
    }
}
