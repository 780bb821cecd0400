package dev.cartwright.cli;

import java.net.URI;

/// A server that is ready to listen.
public interface Server extends AutoCloseable {
    /// The stores it serves from.
    Installation installation();

    /// Starts to listen and tells under which address, without a trailing slash.
    ///
    /// @throws CommandFailure when the address is taken or not ours
    URI start();

    /// Waits until the process is asked to end.
    void awaitEnd() throws InterruptedException;

    /// Finishes the requests that are under way, then closes the stores.
    @Override
    void close();
}
