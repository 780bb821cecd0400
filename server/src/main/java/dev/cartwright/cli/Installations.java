package dev.cartwright.cli;

/// Opens a data directory for one command, also while a server runs on it.
@FunctionalInterface
public interface Installations {
    /// @param create whether a missing directory or an empty database is set up; otherwise that is
    ///     a failure, so that a mistyped directory does not come into being
    /// @throws CommandFailure when there is nothing to open, or it cannot be opened
    Installation open(Settings settings, boolean create);
}
