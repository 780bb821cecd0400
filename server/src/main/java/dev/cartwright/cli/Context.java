package dev.cartwright.cli;

import dev.cartwright.event.Actor;
import java.time.InstantSource;

/// What every command gets.
record Context(
        Configuration configuration,
        Installations installations,
        Servers servers,
        Shops shops,
        Console console,
        Json json,
        InstantSource clock,
        String version) {
    /// Whom acts of this command are put down to.
    Actor operator() {
        return Actor.operator(System.getProperty("user.name", ""));
    }
}
