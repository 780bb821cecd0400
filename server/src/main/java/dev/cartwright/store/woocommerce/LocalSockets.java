package dev.cartwright.store.woocommerce;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/// Sockets by which a database on this machine is reached.
///
/// @param paths the first that exists is taken
/// @param orPort whether host and port are tried while none exists
record LocalSockets(List<Path> paths, boolean orPort) {
    /// By host and port alone.
    static final LocalSockets NONE = new LocalSockets(List.of(), true);

    /// Where PHP finds a `localhost` without a port, as distributions have it. Directories into
    /// which everybody may put something are left out.
    static final LocalSockets USUAL =
            new LocalSockets(
                    Stream.of(
                                    "/run/mysqld/mysqld.sock",
                                    "/var/run/mysqld/mysqld.sock",
                                    "/run/mysql/mysql.sock",
                                    "/var/lib/mysql/mysql.sock")
                            .map(Path::of)
                            .toList(),
                    true);

    private static final String PATHS = "unixSockets";
    private static final String SEPARATOR = String.valueOf('\n'); // no path has one
    private static final String OR_PORT = "unixSocketsOrPort";

    LocalSockets {
        paths = List.copyOf(paths);
    }

    static LocalSockets at(String path) {
        if (!path.startsWith("/") || path.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException(
                    "the socket of the shop's database must be given by its whole path");
        }
        return new LocalSockets(List.of(Path.of(path)), false);
    }

    static LocalSockets of(Properties options) {
        String lines = options.getProperty(PATHS, "");
        return lines.isEmpty()
                ? NONE
                : new LocalSockets(
                        lines.lines().map(Path::of).toList(),
                        Boolean.parseBoolean(options.getProperty(OR_PORT)));
    }

    /// What the driver must be told, besides the class that makes its sockets.
    Properties options() {
        var options = new Properties();
        if (!paths.isEmpty()) {
            options.setProperty("socketFactory", UnixSocketFactory.class.getName());
            options.setProperty(
                    PATHS, String.join(SEPARATOR, paths.stream().map(Path::toString).toList()));
            options.setProperty(OR_PORT, Boolean.toString(orPort));
        }
        return options;
    }

    /// Holds on to the one that exists now, so that no stranger on the port is taken for it later.
    LocalSockets settled() {
        return existing().map(path -> new LocalSockets(List.of(path), false)).orElse(this);
    }

    private Optional<Path> existing() {
        return paths.stream().filter(Files::exists).findFirst();
    }

    /// One that is not connected.
    Socket socket() {
        Optional<Path> path = existing();
        if (path.isEmpty() && orPort) {
            return new Socket();
        }
        return new UnixSocket(path.orElseGet(paths::getFirst));
    }
}
