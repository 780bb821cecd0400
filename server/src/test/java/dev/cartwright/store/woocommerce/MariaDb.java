package dev.cartwright.store.woocommerce;

import dev.cartwright.clients.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// One real MariaDB for all tests of a run, with a new database of its own for whoever asks; or one
/// real MySQL, see [MySqlPrograms].
///
/// It can be killed as by a power cut and started again on the same port and data. Tests that do so
/// must leave it running.
public final class MariaDb {
    private static final String STORE = "/recorded/store/store.sql.gz";

    /// A machine that is busy with other things may take minutes; one whose server has ended is
    /// noticed at once.
    private static final long START_SECONDS = 300;

    /// A new data directory knows root over its socket only.
    private static final String USERS =
            """
            CREATE USER IF NOT EXISTS root@'127.0.0.1' IDENTIFIED BY '';
            GRANT ALL PRIVILEGES ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;
            """;

    /// Files that lie in memory, on Linux.
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ENOUGH_BYTES = 4L << 30;

    private final ServerPrograms programs;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process process;

    private MariaDb(ServerPrograms programs, Path directory, int port) {
        this.programs = programs;
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

    /// Many of them would fill the disk.
    public void drop(String database) {
        run("", "DROP DATABASE " + database);
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

    /// Runs a dump as one text, which a client's options for large ones are not needed for.
    public void load(String database, InputStream sql) {
        String url = url(database) + "&allowMultiQueries=true";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SET NAMES utf8mb4");
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw new IllegalStateException("could not load a dump", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A table as a denied statement names it.
    public String inDenials(String database, String table) {
        return programs.tellsDatabase() ? database + "." + table : table;
    }

    /// The rights to read its log, as they are granted.
    public String logGrant() {
        return "GRANT REPLICATION SLAVE, " + programs.logRight() + " ON *.*";
    }

    /// What it is, as `MariaDB 11.4.5`.
    public String name() {
        return programs.name();
    }

    public int port() {
        return port;
    }

    /// MySQL's, by which passwords may be encrypted.
    public Path publicKey() {
        return directory.resolve("data").resolve("public_key.pem");
    }

    /// Its own authority's too; for 127.0.0.1 and no other name.
    public Path certificate() {
        return directory.resolve("certificate.pem");
    }

    /// Where it listens beside its port.
    public Path socket() {
        return directory.resolve("mysqld.sock");
    }

    /// As the root user of the server, who has no password.
    public String url(String database) {
        return url(database, "root", "");
    }

    /// For whoever gives user and password elsewhere.
    public String urlWithoutUser(String database) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?%s".formatted(port, database, programs.options());
    }

    public String url(String database, String user, String password) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=%s&password=%s%s"
                .formatted(port, database, user, password, programs.options());
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

    /// A table `counted` with the numbers from one up in `seq`.
    public void count(String database, int last) {
        run(
                database,
                "CREATE TABLE counted (seq INT PRIMARY KEY)",
                IntStream.rangeClosed(1, last)
                        .mapToObj(number -> "(" + number + ")")
                        .collect(Collectors.joining(", ", "INSERT INTO counted VALUES ", "")));
    }

    /// The first column of the first row; "" for none.
    public String text(String database, String sql) {
        return text(database, sql, 1);
    }

    /// Another column of it, from 1 on.
    String text(String database, String sql, int column) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(column)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /// A user who may do nothing yet, and the URL for it.
    public String user(String database, String name, String password, String... grants) {
        run(
                "",
                "DROP USER IF EXISTS " + name,
                "CREATE USER " + name + " IDENTIFIED BY '" + password.replace("'", "''") + "'");
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
    ///
    /// @param more options, for this time
    public synchronized void start(String... more) {
        if (process != null) {
            return;
        }
        try {
            Process started =
                    programs.command(options(more))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                            .start();
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
                    String what = started.isAlive() ? "is not ready yet" : "has ended";
                    throw new IllegalStateException(
                            "MariaDB " + what + ":\n" + Files.readString(log()), e);
                }
            }
            Thread.sleep(20);
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private List<String> options(String... more) {
        var options = new ArrayList<>(options());
        options.addAll(List.of(more));
        return options;
    }

    /// Commits survive the end of the process, not of the machine, which is all that we kill.
    private List<String> options() {
        return List.of(
                "--socket=" + socket(),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--max-connections=300",
                "--default-time-zone=+05:45",
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=64M",
                "--innodb-file-per-table=OFF",
                "--max-allowed-packet=64M",
                "--init-file=" + directory.resolve("users.sql"),
                "--ssl-cert=" + certificate(),
                "--ssl-key=" + directory.resolve("key.pem"),
                "--log-bin=" + directory.resolve("log"),
                "--binlog-format=ROW",
                "--server-id=1");
    }

    private static MariaDb create() {
        try {
            Path directory = Files.createTempDirectory(room(), "cartwright-mariadb-");
            Files.writeString(directory.resolve("users.sql"), USERS);
            TestCertificate.make(directory, "shop-database", "ip:127.0.0.1");
            var server = new MariaDb(ServerPrograms.unpacked(directory), directory, freePort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("the database could not be set up", e);
        }
    }

    /// Memory, where there is enough of it: a disk takes minutes for the files of hundreds of
    /// shops, and what we kill is a process, whose files in memory outlive it.
    private static Path room() throws IOException {
        boolean much =
                Files.isWritable(MEMORY)
                        && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH_BYTES;
        return much ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void remove() {
        kill();
        try (var paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(MariaDb::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException _) {
            // a log that is just being written; the machine's own clean-up gets it
        }
    }
}
