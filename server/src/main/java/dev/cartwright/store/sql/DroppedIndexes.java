package dev.cartwright.store.sql;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Takes indexes away while very many rows are written, since to build them afterwards costs a
/// fraction of it. What they were is kept in the database itself, so that they come back also when
/// this program does not live to see it. Only for SQLite.
final class DroppedIndexes {
    /// Not the one by key, because single carts are looked up all the while, nor those of the
    /// trash, which live rows cost nothing.
    private static final String DROPPED =
            """
            SELECT name, sql FROM sqlite_master
            WHERE type = 'index' AND tbl_name = 'session' AND sql IS NOT NULL
                AND name NOT IN ('session_key', 'session_trash', 'session_trash_key')""";

    private record Index(String name, String sql) {}

    private DroppedIndexes() {}

    /// Part of a write.
    static void drop(Handle handle) throws SQLException {
        if (handle.dialect() != Dialect.SQLITE) {
            return;
        }
        for (Index index : all(handle, DROPPED)) {
            PreparedStatement keep =
                    handle.prepare(
                            """
                            INSERT INTO foreign_index_dropped (name, sql) VALUES (?, ?)
                            ON CONFLICT (name) DO UPDATE SET sql = excluded.sql""");
            keep.setString(1, index.name());
            keep.setString(2, index.sql());
            keep.executeUpdate();
            run(handle, "DROP INDEX " + index.name());
        }
    }

    /// Each in a write of its own, so that others have their turn between two of them.
    static void restore(Database database) {
        if (database.dialect() != Dialect.SQLITE) {
            return;
        }
        boolean more = true;
        while (more) {
            more = database.write("could not build an index", DroppedIndexes::restoreOne);
        }
    }

    private static boolean restoreOne(Handle handle) throws SQLException {
        List<Index> missing =
                all(handle, "SELECT name, sql FROM foreign_index_dropped ORDER BY name LIMIT 1");
        if (missing.isEmpty()) {
            return false;
        }
        Index index = missing.getFirst();
        if (!exists(handle, index.name())) {
            build(handle, index.sql());
        }
        PreparedStatement forget =
                handle.prepare("DELETE FROM foreign_index_dropped WHERE name = ?");
        forget.setString(1, index.name());
        forget.executeUpdate();
        return true;
    }

    /// Whether this one is there; part of a write.
    static boolean has(Handle handle, String name) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT 1 FROM foreign_index_dropped WHERE name = ?");
        statement.setString(1, name);
        try (ResultSet rows = statement.executeQuery()) {
            return !rows.next();
        }
    }

    /// To sort in memory would take more of it the more rows there are. Where no file can be made,
    /// that is better than no index.
    private static void build(Handle handle, String sql) throws SQLException {
        run(handle, "PRAGMA temp_store = FILE");
        try {
            run(handle, sql);
        } catch (SQLException _) {
            run(handle, "PRAGMA temp_store = MEMORY");
            run(handle, sql);
        } finally {
            run(handle, "PRAGMA temp_store = MEMORY");
        }
    }

    /// What a crash left, unless it is no crash and another process is at it.
    static void restoreAtOpen(Database database, Path file) {
        boolean missing =
                database.readOnce(
                        "could not look for missing indexes",
                        handle ->
                                !all(handle, "SELECT name, sql FROM foreign_index_dropped LIMIT 1")
                                        .isEmpty());
        Path directory = file.toAbsolutePath().getParent();
        if (!missing || directory == null) {
            return;
        }
        switch (DataDirectoryLock.attempt(directory)) {
            case DataDirectoryLock.Acquired(DataDirectoryLock held) -> {
                try (held) {
                    restore(database);
                }
            }
            case DataDirectoryLock.HeldHere _ -> restore(database);
            case DataDirectoryLock.HeldElsewhere _ -> {
                // the server that fills the index brings them back
            }
        }
    }

    private static boolean exists(Handle handle, String name) throws SQLException {
        PreparedStatement statement =
                handle.prepare("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?");
        statement.setString(1, name);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private static List<Index> all(Handle handle, String sql) throws SQLException {
        var all = new ArrayList<Index>();
        try (ResultSet rows = handle.prepare(sql).executeQuery()) {
            while (rows.next()) {
                all.add(new Index(rows.getString(1), rows.getString(2)));
            }
        }
        return all;
    }

    private static void run(Handle handle, String sql) throws SQLException {
        try (Statement statement = handle.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
