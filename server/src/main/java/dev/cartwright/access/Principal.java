package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.Set;

/// Who is calling, after the credential was checked.
///
/// @param terms of the key that was presented; they expire when the key ends in any way that is
///     known already
/// @param permission the key's, which allows something
/// @param capabilities its user's
public record Principal(
        long keyId, KeyTerms terms, Permission permission, Set<Capability> capabilities) {
    public Principal {
        capabilities = Set.copyOf(capabilities);
    }

    /// With a key that has every scope.
    public Principal(long keyId, long userId, Permission permission, Set<Capability> capabilities) {
        this(keyId, KeyTerms.of(userId, "", permission), permission, capabilities);
    }

    /// With a key that has these scopes alone.
    public Principal(
            long keyId,
            long userId,
            Permission permission,
            Set<Scope> scopes,
            Set<Capability> capabilities) {
        this(
                keyId,
                KeyTerms.of(userId, "", permission).withScopes(scopes),
                permission,
                capabilities);
    }

    public long userId() {
        return terms.userId();
    }

    public boolean can(Capability wanted) {
        return capabilities.contains(wanted);
    }

    public boolean has(Scope wanted) {
        return terms.scopes().contains(wanted);
    }

    /// Nobody hands out more than she has: whether she may make such a key, or learn its secret.
    /// That holds for users too: a key for another one needs WooCommerce's `edit_users`.
    public boolean mayGrant(KeyTerms wanted) {
        return mayAssign(wanted.userId()) && isCovered(wanted);
    }

    private boolean mayAssign(long userId) {
        return userId == userId() || can(Capability.EDIT_USERS);
    }

    private boolean isCovered(KeyTerms wanted) {
        Permission asked = wanted.permission();
        return (asked == null || permission == Permission.READ_WRITE || asked == permission)
                && terms.limits(wanted);
    }

    /// @param address of the request, as trusted proxies tell it
    public Actor actorFrom(String address) {
        return Actor.key(keyId, address);
    }
}
