package dev.cartwright.cli;

import dev.cartwright.cart.CartKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// The cart that a command is about.
final class OneKey {
    @Parameters(
            paramLabel = "KEY",
            converter = Words.OfKey.class,
            description = "The cart's key; for a customer it is the user id.")
    private @Nullable CartKey key;

    CartKey get() {
        if (key == null) {
            throw new IllegalStateException("picocli gave no key");
        }
        return key;
    }
}
