package dev.cartwright;

import dev.cartwright.cli.Installation;
import dev.cartwright.cli.Server;
import dev.cartwright.store.sql.DataDirectoryLock;
import java.net.URI;

/// A server and its hold on the data directory, which it lets go of last.
record LockedServer(Server server, DataDirectoryLock lock) implements Server {
    @Override
    public Installation installation() {
        return server.installation();
    }

    @Override
    public URI start() {
        return server.start();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        server.awaitEnd();
    }

    @Override
    public void close() {
        try (lock) {
            server.close();
        }
    }
}
