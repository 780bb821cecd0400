package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The programs of a database server, with a data directory that is ready.
interface ServerPrograms {
    /// Starts the server, with these options beside those that only the programs know.
    ProcessBuilder command(List<String> options);

    /// Name and version.
    String name();

    /// Whether it names the database of a table that it denies.
    boolean tellsDatabase();

    /// The right to ask for the end of its log.
    String logRight();

    /// What a URL needs besides user and password, each after an `&`.
    String options();

    /// MariaDB's, unless the tests were told of a MySQL.
    static ServerPrograms unpacked(Path directory) throws IOException {
        String mysqld = MySqlPrograms.given();
        return mysqld.isEmpty()
                ? MariaDbPrograms.unpacked(directory)
                : MySqlPrograms.initialised(mysqld, directory);
    }
}
