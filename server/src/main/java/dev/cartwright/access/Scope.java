package dev.cartwright.access;

import java.util.Locale;
import java.util.Optional;

/// What part of the server a key may use. A key made from WooCommerce's three words alone has all.
public enum Scope {
    SESSIONS,
    KEYS,
    STATISTICS,
    /// Names, addresses and whole e-mails of shoppers.
    PERSONAL_DATA;

    /// As written on the wire.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> parse(String word) {
        for (Scope scope : values()) {
            if (scope.word().equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
