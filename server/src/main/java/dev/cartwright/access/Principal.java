package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.EnumSet;
import java.util.Set;

/// Who is calling, after the credential was checked.
public record Principal(
        long keyId,
        long userId,
        Permission permission,
        Set<Scope> scopes,
        Set<Capability> capabilities) {
    public Principal {
        scopes = Set.copyOf(scopes);
        capabilities = Set.copyOf(capabilities);
    }

    /// Through a key that is not narrowed.
    public Principal(long keyId, long userId, Permission permission, Set<Capability> capabilities) {
        this(keyId, userId, permission, EnumSet.allOf(Scope.class), capabilities);
    }

    public boolean can(Capability wanted) {
        return capabilities.contains(wanted);
    }

    public boolean has(Scope wanted) {
        return scopes.contains(wanted);
    }

    /// @param address of the request, as trusted proxies tell it
    public Actor actorFrom(String address) {
        return Actor.key(keyId, address);
    }
}
