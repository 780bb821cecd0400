package dev.cartwright.cli;

import java.time.InstantSource;

/// What every command gets.
record Context(
        Configuration configuration,
        Installations installations,
        Servers servers,
        Console console,
        Json json,
        InstantSource clock,
        String version) {}
