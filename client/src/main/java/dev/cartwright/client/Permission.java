package dev.cartwright.client;

import java.util.Locale;

/// What a key allows, in WooCommerce's three words.
public enum Permission {
    READ,
    WRITE,
    READ_WRITE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
