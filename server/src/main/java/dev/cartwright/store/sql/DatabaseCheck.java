package dev.cartwright.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;

/// What can be said of a database's health.
///
/// @param kind `sqlite` or `postgresql`
/// @param sound whether the database's own check found nothing
/// @param finding what it found, `ok` when sound
/// @param journalMode `wal` as it should be; the server's version on PostgreSQL
/// @param schemaVersion the newest migration that was applied
/// @param newestVersion the newest migration that this program brings
/// @param upToDate whether exactly those it brings were applied
/// @param sessions rows, trash too
/// @param counted the same by the kept counters
/// @param bytes size of the data
/// @param freeBytes left on the disk, -1 when it is another machine's
public record DatabaseCheck(
        String kind,
        boolean sound,
        String finding,
        String journalMode,
        String schemaVersion,
        String newestVersion,
        boolean upToDate,
        long sessions,
        long counted,
        long bytes,
        long freeBytes) {

    private static final String COUNTED =
            "SELECT coalesce(sum(n), 0) FROM counter WHERE kind IN ('owner', 'trash')";

    /// Reads every page when thorough, which takes a while on large files.
    public static DatabaseCheck sqlite(Path file, boolean thorough) {
        try (Connection connection = SqliteEngine.connect(file);
                Statement statement = connection.createStatement()) {
            String finding =
                    text(
                            statement,
                            thorough ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)");
            return of(
                    connection,
                    Dialect.SQLITE,
                    finding,
                    text(statement, "PRAGMA journal_mode"),
                    Files.size(file),
                    Files.getFileStore(file).getUsableSpace());
        } catch (SQLException | IOException e) {
            throw new StoreException("could not check the database", e);
        }
    }

    public static DatabaseCheck postgres(Database database) {
        return database.read(
                "could not check the database",
                handle -> {
                    try (Statement statement = handle.connection().createStatement()) {
                        String version = text(statement, "SHOW server_version");
                        long bytes =
                                number(statement, "SELECT pg_database_size(current_database())");
                        return of(handle.connection(), Dialect.POSTGRES, "ok", version, bytes, -1);
                    }
                });
    }

    private static DatabaseCheck of(
            Connection connection,
            Dialect dialect,
            String finding,
            String journalMode,
            long bytes,
            long freeBytes)
            throws SQLException {
        var applied = Migrations.applied(connection);
        var known = Migrations.known(dialect);
        try (Statement statement = connection.createStatement()) {
            return new DatabaseCheck(
                    dialect.migrations().substring("db/".length()),
                    finding.equals("ok"),
                    finding,
                    journalMode,
                    newest(applied),
                    newest(known),
                    applied.equals(known),
                    number(statement, "SELECT count(*) FROM session"),
                    number(statement, COUNTED),
                    bytes,
                    freeBytes);
        }
    }

    private static String newest(Set<String> versions) {
        return versions.isEmpty() ? "0" : Collections.max(versions);
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
