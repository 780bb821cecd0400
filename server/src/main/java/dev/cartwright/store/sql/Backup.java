package dev.cartwright.store.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// An online copy of a SQLite file, made while others read and write it, and checked by opening it.
public final class Backup {
    /// @param sessions in the copy, trash too
    /// @param bytes of the copy
    public record Report(Path file, long sessions, long events, long bytes) {}

    private Backup() {}

    /// @param from the database's file
    /// @param to a file that is not there yet; it appears when it is complete and checked
    /// @throws StoreException also when the copy fails its check
    public static Report copy(Path from, Path to) {
        if (Files.exists(to)) {
            throw new StoreException("the backup's file is there already: " + to.getFileName());
        }
        if (!Files.exists(from)) {
            throw new StoreException("there is no database to copy: " + from.getFileName());
        }
        Path partial = to.resolveSibling(to.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            copyPages(from, partial);
            Report checked = check(partial, to);
            sync(partial);
            Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
            return checked;
        } catch (SQLException | IOException e) {
            throw new StoreException("could not make a backup", e);
        }
    }

    /// PostgreSQL has better tools of its own.
    public static StoreException unsupportedOnPostgres() {
        return new StoreException(
                "a PostgreSQL database is backed up with its own tools: pg_dump --format=custom");
    }

    private static void copyPages(Path from, Path to) throws SQLException {
        try (Connection source = SqliteEngine.connect(from);
                PreparedStatement vacuum = source.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, to.toString());
            vacuum.execute();
        }
    }

    private static Report check(Path copy, Path name) throws SQLException, IOException {
        try (Connection connection = SqliteEngine.connectPlainly(copy);
                Statement statement = connection.createStatement()) {
            String integrity = text(statement, "PRAGMA integrity_check(5)");
            if (!integrity.equals("ok")) {
                throw new StoreException("the backup is damaged: " + integrity);
            }
            long sessions = number(statement, "SELECT count(*) FROM session");
            long documents = number(statement, "SELECT count(*) FROM session_document");
            long counted =
                    number(
                            statement,
                            "SELECT coalesce(sum(n), 0) FROM counter"
                                    + " WHERE kind IN ('owner', 'trash')");
            if (sessions != documents || sessions != counted) {
                throw new StoreException(
                        "the backup does not agree with itself: %d sessions, %d documents, %d counted"
                                .formatted(sessions, documents, counted));
            }
            long events = number(statement, "SELECT count(*) FROM event");
            return new Report(name, sessions, events, Files.size(copy));
        }
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
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
