package dev.cartwright.access;

import java.util.Set;

/// A named set of capabilities.
///
/// @param denied those that it takes from whoever has them by a role before it
public record Role(String name, String displayName, Set<String> capabilities, Set<String> denied) {
    public Role {
        capabilities = Set.copyOf(capabilities);
        denied = Set.copyOf(denied);
    }

    /// One that takes nothing away.
    public Role(String name, String displayName, Set<String> capabilities) {
        this(name, displayName, capabilities, Set.of());
    }
}
