package dev.cartwright.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/// An embedded SQLite file in write-ahead mode: one writer with group commit, a few readers.
final class SqliteEngine implements Engine {
    private static final int READERS =
            Math.clamp(2L * Runtime.getRuntime().availableProcessors(), 4, 8);

    /// The file is not mapped besides (`mmap_size`): every connection would have its own mappings,
    /// whose pages cost more to bring in than to copy, and an error of the disk would end the whole
    /// process.
    private static final int READER_CACHE_KIB = 4_000;

    private static final int WRITER_CACHE_KIB = 24_000;

    /// Pages in the log before they are copied into the file: 64 MiB. More pages at a time means
    /// that a page which is written often is copied less often.
    private static final int CHECKPOINT_PAGES = 16_000;

    private final GroupCommitWriter writer;
    private final ReaderPool readers;

    private final Changes changes;
    private final DataSource source;
    private final AtomicBoolean filling = new AtomicBoolean();

    private SqliteEngine(
            GroupCommitWriter writer, ReaderPool readers, Changes changes, DataSource source) {
        this.source = source;
        this.changes = changes;
        this.writer = writer;
        this.readers = readers;
    }

    static SqliteEngine open(Path file) {
        return open(file, SqliteTransaction.Commit.TO_DISK);
    }

    static SqliteEngine open(Path file, SqliteTransaction.Commit commit) {
        var changes = new Changes(true);
        try {
            var transaction =
                    new SqliteTransaction(new Handle(writer(file), Dialect.SQLITE), commit);
            var readers = new ArrayList<Handle>();
            for (int i = 0; i < READERS; i++) {
                readers.add(new Handle(reader(file), Dialect.SQLITE));
            }
            var writer = new GroupCommitWriter(transaction, changes::foreign);
            writer.start();
            var source = new GroupedSource(file, writer);
            return new SqliteEngine(writer, new ReaderPool(readers), changes, source);
        } catch (SQLException e) {
            throw new StoreException("could not open " + file.getFileName(), e);
        }
    }

    /// A connection with the settings that make a file of ours safe, whoever opens it.
    static Connection connect(Path file) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA foreign_keys = ON");
            statement.execute("PRAGMA temp_store = MEMORY");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /// As the file is, without changing anything about it.
    static Connection connectPlainly(Path file) throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static Connection writer(Path file) throws SQLException {
        Connection connection = connect(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            statement.execute("PRAGMA busy_timeout = 0"); // SqliteTransaction waits by itself
        }
        return connection;
    }

    private static Connection reader(Path file) throws SQLException {
        Connection connection = connect(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = -" + READER_CACHE_KIB);
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public <T extends @Nullable Object> T read(String what, SqlWork<T> work) {
        return readOnce(what, handle -> inSnapshot(handle, work));
    }

    private static <T extends @Nullable Object> T inSnapshot(Handle handle, SqlWork<T> work)
            throws SQLException {
        handle.prepare("BEGIN").execute();
        try {
            return work.run(handle);
        } finally {
            handle.prepare("COMMIT").execute();
        }
    }

    @Override
    public <T extends @Nullable Object> T readOnce(String what, SqlWork<T> work) {
        Handle handle = readers.take(what);
        try {
            return work.run(handle);
        } catch (SQLException e) {
            throw SqliteFailures.of(what, e);
        } finally {
            readers.giveBack(handle);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(String what, SqlWork<T> unit) {
        return writer.write(what, unit);
    }

    /// Only a server fills the index, and there is one to a file: it holds the [DataDirectoryLock].
    @Override
    public Optional<Claim> claimFilling() {
        return filling.compareAndSet(false, true)
                ? Optional.of(() -> filling.set(false))
                : Optional.empty();
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            readers.close();
        }
    }
}
