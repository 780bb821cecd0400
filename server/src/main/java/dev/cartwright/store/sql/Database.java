package dev.cartwright.store.sql;

import dev.cartwright.session.SessionChanges;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A database of ours: brought up to date when opened, read through a fixed set of connections,
/// and written in units that are durable when they return.
///
/// Safe for many threads. A database that is down, full or busy is an
/// [dev.cartwright.outage.Outage]: nothing was done. One that was lost while it committed is an
/// [dev.cartwright.outage.InDoubt]. Every other failure is a [StoreException].
public final class Database implements AutoCloseable {
    private static final String UPDATE_REVISION =
            """
            INSERT INTO revision (name, n) VALUES (?, 1)
            ON CONFLICT (name) DO UPDATE SET n = revision.n + 1""";

    private final Engine engine;
    private final InstantSource clock;
    private volatile boolean wrote;

    Database(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /// Opens the file, or creates it. Other processes may have it open at the same time.
    public static Database sqlite(Path file, InstantSource clock) {
        Migrations.migrateSqlite(file);
        var database = new Database(SqliteEngine.open(file), clock);
        DroppedIndexes.restoreAtOpen(database, file);
        return database;
    }

    /// @param jdbcUrl `jdbc:postgresql://host/name?user=…&password=…`; never logged
    public static Database postgres(String jdbcUrl, InstantSource clock) {
        return new Database(PostgresEngine.open(jdbcUrl), clock);
    }

    /// Runs the work on one consistent snapshot.
    public <T extends @Nullable Object> T read(SqlWork<T> work) {
        return engine.read("could not read", work);
    }

    /// @param what names the attempt in a failure: `could not list sessions`
    public <T extends @Nullable Object> T read(String what, SqlWork<T> work) {
        return engine.read(what, work);
    }

    /// As [#read], only for work that runs one statement: it needs no transaction around it.
    public <T extends @Nullable Object> T readOnce(String what, SqlWork<T> work) {
        return engine.readOnce(what, work);
    }

    /// Runs the unit alone or with others of its kind in one transaction; when the unit fails,
    /// nothing of it remains. What it wrote is durable when this returns. It may be run more than
    /// once, the earlier attempts having been taken back.
    public <T extends @Nullable Object> T write(SqlWork<T> unit) {
        return write("could not write", unit);
    }

    /// @param what names the attempt in a failure: `could not save a session`
    public <T extends @Nullable Object> T write(String what, SqlWork<T> unit) {
        if (!wrote) {
            wrote = true;
        }
        return engine.write(what, unit);
    }

    /// How often something was changed, by any process; 0 before the first time.
    public long revision(String name) {
        return readOnce("could not read a revision", handle -> revision(handle, name));
    }

    /// Part of a write: tells other processes that something named so has changed.
    static void bump(Handle handle, String name) throws SQLException {
        PreparedStatement statement = handle.prepare(UPDATE_REVISION);
        statement.setString(1, name);
        statement.executeUpdate();
    }

    /// Whether anything was written through this object, or at least tried.
    public boolean wrote() {
        return wrote;
    }

    public Dialect dialect() {
        return engine.dialect();
    }

    /// Tells who keeps answers when they may be out of date.
    public SessionChanges sessionChanges() {
        return engine.changes();
    }

    Changes changes() {
        return engine.changes();
    }

    Engine engine() {
        return engine;
    }

    public InstantSource clock() {
        return clock;
    }

    /// Finishes queued writes and closes every connection.
    @Override
    public void close() {
        engine.close();
    }

    private static long revision(Handle handle, String name) throws SQLException {
        PreparedStatement statement = handle.prepare("SELECT n FROM revision WHERE name = ?");
        statement.setString(1, name);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
