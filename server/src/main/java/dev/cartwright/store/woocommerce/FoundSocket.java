package dev.cartwright.store.woocommerce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// By which of its sockets a shop's database is reached. Once one was there no other way is taken,
/// also while it is away, or a stranger on the port would be given the password.
///
/// Safe for many threads.
final class FoundSocket {
    private volatile LocalSockets sockets;

    FoundSocket(LocalSockets sockets) {
        this.sockets = sockets;
    }

    /// For the next connection; empty for host and port.
    Optional<Path> path() {
        LocalSockets known = sockets;
        Optional<Path> there = known.paths().stream().filter(Files::exists).findFirst();
        if (there.isPresent()) {
            sockets = new LocalSockets(there.stream().toList(), false);
            return there;
        }
        return known.orPort() ? Optional.empty() : known.paths().stream().findFirst();
    }
}
