package dev.cartwright.access;

import java.util.Locale;
import java.util.Optional;

/// What a key allows, in WooCommerce's three words.
public enum Permission {
    READ,
    WRITE,
    READ_WRITE;

    /// Whether a key with this permission may do what needs `wanted` ([#READ] or [#WRITE]).
    public boolean allows(Permission wanted) {
        return this == READ_WRITE || this == wanted;
    }

    /// As written on the wire and in WooCommerce's table.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Permission> parse(String word) {
        for (Permission permission : values()) {
            if (permission.word().equals(word)) {
                return Optional.of(permission);
            }
        }
        return Optional.empty();
    }
}
