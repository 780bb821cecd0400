package dev.cartwright.access;

import java.util.Set;

/// A named set of capabilities.
public record Role(String name, String displayName, Set<String> capabilities) {
    public Role {
        capabilities = Set.copyOf(capabilities);
    }
}
