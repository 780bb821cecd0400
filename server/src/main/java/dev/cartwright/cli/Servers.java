package dev.cartwright.cli;

import java.util.Map;

/// Makes servers for `serve`.
@FunctionalInterface
public interface Servers {
    /// Opens the stores and takes the lock of the data directory, but does not listen yet.
    ///
    /// @param flags value by setting name, only those that were typed
    /// @throws CommandFailure when a setting is wrong, the directory is in use by another server,
    ///     or the stores cannot be opened
    Server open(Map<String, String> flags);
}
