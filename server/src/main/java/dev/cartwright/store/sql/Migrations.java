package dev.cartwright.store.sql;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteDataSource;

/// Brings the tables up to date.
///
/// Flyway does it, when there is something to do: asking it costs a third of a second, and our own
/// look at its history a millisecond.
final class Migrations {
    static final String HISTORY = "cartwright_schema_history";

    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private Migrations() {}

    static void migrateSqlite(Path file) {
        if (current(file)) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new StoreException("could not find the directory of the database");
        }
        long deadline = System.nanoTime() + LONGEST_WAIT;
        while (!migrated(file, directory)) {
            if (System.nanoTime() > deadline) {
                throw new StoreException(
                        "the tables must be brought up to date, but a server of another version"
                                + " runs on this data directory; stop it first");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /// False while another process holds the directory and the tables are not up to date.
    private static boolean migrated(Path file, Path directory) {
        return switch (DataDirectoryLock.attempt(directory)) {
            case DataDirectoryLock.Acquired(DataDirectoryLock held) -> {
                try (held) {
                    migrate(sqliteSource(file), Dialect.SQLITE);
                }
                yield true;
            }
            case DataDirectoryLock.HeldHere _ -> {
                migrate(sqliteSource(file), Dialect.SQLITE);
                yield true;
            }
            case DataDirectoryLock.HeldElsewhere _ -> current(file);
        };
    }

    static void migratePostgres(DataSource source) {
        try (Connection connection = source.getConnection()) {
            boolean current = upToDate(connection, Dialect.POSTGRES);
            connection.rollback();
            if (current) {
                return;
            }
        } catch (SQLException e) {
            throw new StoreException("could not read the history of the tables", e);
        }
        migrate(source, Dialect.POSTGRES);
    }

    private static SQLiteDataSource sqliteSource(Path file) {
        try {
            SqliteEngine.connect(file).close(); // write-ahead mode is kept in the file
        } catch (SQLException e) {
            throw new StoreException("could not open " + file.getFileName(), e);
        }
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void migrate(DataSource source, Dialect dialect) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:" + dialect.migrations())
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException("could not bring the tables up to date", e);
        }
    }

    private static boolean current(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (Connection connection = SqliteEngine.connect(file)) {
            return upToDate(connection, Dialect.SQLITE);
        } catch (SQLException e) {
            throw new StoreException("could not open " + file.getFileName(), e);
        }
    }

    /// Refuses tables that are newer than this program.
    private static boolean upToDate(Connection connection, Dialect dialect) throws SQLException {
        Set<String> known = known(dialect);
        Set<String> applied = applied(connection);
        for (String version : applied) {
            if (!known.contains(version)) {
                throw new StoreException(
                        "the tables are newer than this program (version %s)".formatted(version));
            }
        }
        return applied.equals(known);
    }

    /// Versions in the database; empty before the first migration.
    static Set<String> applied(Connection connection) throws SQLException {
        var versions = new HashSet<String>();
        try (ResultSet tables =
                connection.getMetaData().getTables(null, null, HISTORY, new String[] {"TABLE"})) {
            if (!tables.next()) {
                return versions;
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT version FROM "
                                        + HISTORY
                                        + " WHERE success AND version IS NOT NULL"
                                        + " AND type = 'SQL'")) {
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
        }
        return versions;
    }

    /// Versions this program brings along.
    static Set<String> known(Dialect dialect) {
        String folder = dialect.migrations();
        URL place = Migrations.class.getClassLoader().getResource(folder);
        if (place == null) {
            throw new IllegalStateException("no migrations in " + folder);
        }
        try {
            return place.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar, folder)
                    : inFolder(place.toURI());
        } catch (IOException | URISyntaxException e) {
            throw new StoreException("could not read the migrations", e);
        }
    }

    private static Set<String> inJar(JarURLConnection connection, String folder)
            throws IOException {
        var versions = new HashSet<String>();
        for (var entry : Collections.list(connection.getJarFile().entries())) {
            String name = entry.getName();
            if (name.startsWith(folder + "/V")) {
                versions.add(version(name.substring(folder.length() + 1)));
            }
        }
        return versions;
    }

    private static Set<String> inFolder(URI folder) throws IOException {
        var versions = new HashSet<String>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("V"))
                    .forEach(name -> versions.add(version(name)));
        }
        return versions;
    }

    /// `V001__name.sql` is version 001.
    private static String version(String fileName) {
        return fileName.substring(1, fileName.indexOf("__"));
    }
}
