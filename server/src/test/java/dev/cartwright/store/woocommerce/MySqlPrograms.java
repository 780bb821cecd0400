package dev.cartwright.store.woocommerce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// MySQL's, from the machine: no library brings them. With the property `cartwright.mysqld`, or
/// `CARTWRIGHT_TEST_MYSQLD` in the environment, every test of an attached shop runs on that server
/// instead of MariaDB.
record MySqlPrograms(String program, Path directory) implements ServerPrograms {
    /// The path of `mysqld`, or of a script that ends in it; empty for none.
    static String given() {
        String fromEnvironment = System.getenv("CARTWRIGHT_TEST_MYSQLD");
        return System.getProperty(
                "cartwright.mysqld", fromEnvironment == null ? "" : fromEnvironment);
    }

    static MySqlPrograms initialised(String program, Path directory) throws IOException {
        var programs = new MySqlPrograms(program, directory);
        Path log = directory.resolve("initialise.log");
        Process process =
                programs.command(List.of("--initialize-insecure"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(Files.readString(log));
        }
        return programs;
    }

    @Override
    public ProcessBuilder command(List<String> options) {
        var words = new ArrayList<String>();
        words.add(program);
        words.add("--no-defaults");
        words.add("--user=root");
        words.add("--datadir=" + directory.resolve("data"));
        words.add("--tmpdir=" + directory);
        words.add("--mysqlx=OFF");
        words.add("--secure-file-priv=NULL");
        words.addAll(options);
        return new ProcessBuilder(words);
    }
}
