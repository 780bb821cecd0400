package dev.cartwright.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// PostgreSQL through two pools: readers see one snapshot, writers are repeated when the database
/// asks for it.
final class PostgresEngine implements Engine {
    private static final int POOL_SIZE = 8;
    private static final int ATTEMPTS = 8;
    private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final Changes changes = new Changes(false);
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final RandomGenerator random;

    private PostgresEngine(
            HikariDataSource readers, HikariDataSource writers, RandomGenerator random) {
        this.readers = readers;
        this.writers = writers;
        this.random = random;
    }

    static PostgresEngine open(String jdbcUrl) {
        HikariDataSource writers = pool(jdbcUrl, "writers");
        try {
            Migrations.migratePostgres(writers);
            return new PostgresEngine(pool(jdbcUrl, "readers"), writers, new Random());
        } catch (RuntimeException e) {
            writers.close();
            throw e;
        }
    }

    private static HikariDataSource pool(String jdbcUrl, String name) {
        boolean reading = name.equals("readers");
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setReadOnly(reading);
        config.setTransactionIsolation(
                reading ? "TRANSACTION_REPEATABLE_READ" : "TRANSACTION_READ_COMMITTED");
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "cartwright");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            // the driver's text may repeat the URL, so it is not kept
            throw new StoreException("could not connect to the PostgreSQL database: " + state(e));
        }
    }

    private static String state(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return "SQL state " + sql.getSQLState();
            }
        }
        return failure.getClass().getSimpleName();
    }

    /// Another instance may write at any time and tells nobody.
    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public DataSource source() {
        return writers;
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public <T extends @Nullable Object> T read(String what, SqlWork<T> work) {
        try (Connection connection = readers.getConnection()) {
            T result = work.run(new Handle(connection, Dialect.POSTGRES));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new StoreException(what, e);
        }
    }

    @Override
    public <T extends @Nullable Object> T readOnce(String what, SqlWork<T> work) {
        return read(what, work);
    }

    @Override
    public <T extends @Nullable Object> T write(String what, SqlWork<T> unit) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = writers.getConnection()) {
                return attempt(connection, unit);
            } catch (SQLException e) {
                if (!repeatable(e) || attempt == ATTEMPTS) {
                    throw new StoreException(what, e);
                }
                pause(attempt);
            }
        }
    }

    private <T extends @Nullable Object> T attempt(Connection connection, SqlWork<T> unit)
            throws SQLException {
        var handle = new Handle(connection, Dialect.POSTGRES);
        try {
            T result = unit.run(handle);
            int shard = random.nextInt(Dialect.POSTGRES.counterShards());
            handle.tally().write(handle, shard);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Throwable first) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    /// A serialization failure, a deadlock, or two writers who both found a key free. A lost
    /// connection is not among them: its commit may have happened.
    private static boolean repeatable(SQLException e) {
        String state = e.getSQLState();
        return "40001".equals(state) || "40P01".equals(state) || "23505".equals(state);
    }

    private void pause(int attempt) {
        long most = TimeUnit.MILLISECONDS.toNanos(4L << attempt);
        LockSupport.parkNanos(random.nextLong(most));
    }

    @Override
    public void close() {
        writers.close();
        readers.close();
    }
}
