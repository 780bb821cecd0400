package dev.cartwright.store.woocommerce;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /// As `mysqld --version` tells it: `…/mysqld  Ver 9.7.4-2 for Linux on x86_64 …`.
    @Override
    public String name() {
        try {
            Process process = new ProcessBuilder(program, "--version").start();
            String line = new String(process.getInputStream().readAllBytes(), UTF_8);
            return "MySQL " + line.replaceFirst("(?s).*Ver ([0-9.]+).*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean tellsDatabase() {
        return false;
    }

    @Override
    public String logRight() {
        return "REPLICATION CLIENT";
    }

    /// Passwords go over the loopback address, encrypted by a key that the server is asked for.
    @Override
    public String options() {
        return "&allowPublicKeyRetrieval=true";
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
        words.add("--sql-mode=STRICT_TRANS_TABLES"); // MySQL's own refuses WordPress's defaults
        words.add("--secure-file-priv=NULL");
        words.addAll(options);
        return new ProcessBuilder(words);
    }
}
