package dev.cartwright.cli;

import java.util.List;
import java.util.Map;

/// What the settings of flags, environment and files come to.
public interface Configuration {
    /// One setting that `serve` takes as a flag.
    ///
    /// @param name as in the configuration file: `public-url` is typed `--public-url`
    /// @param placeholder what stands for the value in the help: `URL`
    /// @param description one sentence with unit, bounds and default
    record Flag(String name, String placeholder, String description) {}

    /// Every setting there is, in the order of the documentation.
    List<Flag> flags();

    /// What is in force, with the given flags before everything else.
    ///
    /// @param flags value by setting name, only those that were typed
    /// @throws CommandFailure when a value is wrong; the message names the setting and its source
    Settings settings(Map<String, String> flags);
}
