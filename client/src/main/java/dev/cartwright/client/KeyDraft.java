package dev.cartwright.client;

import java.time.Instant;
import java.util.List;

/// A key to be made. Immutable: each method returns a copy. What is not said is the server's
/// default: the caller's own user, `read`, every scope, from everywhere, for ever.
public final class KeyDraft {
    private final Conditions<Object> members;

    private KeyDraft(Conditions<Object> members) {
        this.members = members;
    }

    /// @param description what it is for, up to 200 characters
    public static KeyDraft describedAs(String description) {
        Conditions<Object> none = Conditions.none();
        return new KeyDraft(none.with("description", description));
    }

    public KeyDraft permission(Permission permission) {
        return with("permissions", permission.word());
    }

    /// Another user's key needs the capability `edit_users`.
    public KeyDraft userId(long id) {
        return with("user_id", id);
    }

    /// Narrows it: `sessions`, `keys`, `statistics`, `personal_data`.
    public KeyDraft scopes(String... scopes) {
        return with("scopes", List.of(scopes));
    }

    /// Addresses and networks, such as `10.0.0.0/8` or `2001:db8::/32`.
    public KeyDraft allowedIps(String... networks) {
        return with("allowed_ips", List.of(networks));
    }

    public KeyDraft expires(Instant moment) {
        return with("expires", moment.toString());
    }

    /// Calls a minute.
    public KeyDraft rateLimit(int calls) {
        return with("rate_limit", (long) calls);
    }

    /// A member that this library does not know.
    public KeyDraft with(String name, Object value) {
        return new KeyDraft(members.with(name, value));
    }

    JsonObject body() {
        return JsonObject.of(members.values());
    }
}
