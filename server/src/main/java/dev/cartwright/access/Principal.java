package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.Set;

/// Who is calling, after the credential was checked.
///
/// @param terms of the key that was presented
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
    public boolean mayGrant(KeyTerms wanted) {
        Permission asked = wanted.permission();
        return (asked == null || permission == Permission.READ_WRITE || asked == permission)
                && terms.scopes().containsAll(wanted.scopes());
    }

    /// @param address of the request, as trusted proxies tell it
    public Actor actorFrom(String address) {
        return Actor.key(keyId, address);
    }
}
