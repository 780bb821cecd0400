package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.Set;

/// Who is calling, after the credential was checked.
public record Principal(
        long keyId, long userId, Permission permission, Set<Capability> capabilities) {
    public Principal {
        capabilities = Set.copyOf(capabilities);
    }

    public boolean can(Capability wanted) {
        return capabilities.contains(wanted);
    }

    public Actor actor() {
        return Actor.key(keyId);
    }
}
