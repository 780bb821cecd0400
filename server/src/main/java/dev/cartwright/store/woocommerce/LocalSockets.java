package dev.cartwright.store.woocommerce;

import java.nio.file.Path;
import java.util.List;
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

    LocalSockets {
        paths = List.copyOf(paths);
        if (paths.isEmpty() && !orPort) {
            throw new IllegalArgumentException("no way leads there");
        }
    }

    static LocalSockets at(String path) {
        if (!path.startsWith("/") || path.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException(
                    "the socket of the shop's database must be given by its whole path");
        }
        return new LocalSockets(List.of(Path.of(path)), false);
    }
}
