package dev.cartwright.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Reachability;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL through two pools: readers see one snapshot, writers are repeated when the database
/// asks for it.
final class PostgresEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);
    private static final int POOL_SIZE = 8;
    private static final int ATTEMPTS = 8;
    private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /// A little more than a pool waits for a connection.
    private static final long LONGEST_ATTEMPT = TimeUnit.SECONDS.toNanos(11);

    private final Changes changes = new Changes(false);
    private final Reachability state = new Reachability();
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
        config.addDataSourceProperty("tcpKeepAlive", "true");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            // the driver's text may repeat the URL, so it is not kept
            throw new StoreException(
                    "could not connect to the PostgreSQL database: " + PostgresFailures.shortly(e));
        }
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
        try (Connection connection = connect(readers)) {
            T result = work.run(new Handle(connection, Dialect.POSTGRES));
            connection.commit();
            return result;
        } catch (SQLException e) {
            dropLost(e);
            throw PostgresFailures.of(what, e);
        }
    }

    @Override
    public <T extends @Nullable Object> T readOnce(String what, SqlWork<T> work) {
        return read(what, work);
    }

    @Override
    public <T extends @Nullable Object> T write(String what, SqlWork<T> unit) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = connect(writers)) {
                return attempt(connection, unit);
            } catch (SQLException e) {
                dropLost(e);
                if (!PostgresFailures.repeatable(e) || attempt == ATTEMPTS) {
                    throw PostgresFailures.of(what, e);
                }
                pause(attempt);
            }
        }
    }

    /// While the database is known to be down, an [dev.cartwright.outage.Outage] at once, but for
    /// the caller who finds out whether it still is.
    private Connection connect(HikariDataSource pool) throws SQLException {
        if (!state.worthTrying(LONGEST_ATTEMPT)) {
            throw PostgresFailures.unreachable(null);
        }
        try {
            Connection connection = pool.getConnection();
            state.reached();
            return connection;
        } catch (SQLException e) {
            if (pool.isClosed()) {
                throw e;
            }
            if (allInUse(pool)) {
                throw PostgresFailures.busy(e);
            }
            if (state.failed()) {
                LOG.warn("the database cannot be reached: {}", PostgresFailures.shortly(e));
            }
            throw PostgresFailures.unreachable(e);
        }
    }

    private static boolean allInUse(HikariDataSource pool) {
        return pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize();
    }

    /// When one connection is lost, its neighbours most likely are.
    private void dropLost(SQLException e) {
        if (PostgresFailures.lost(e)) {
            state.doubted();
            readers.getHikariPoolMXBean().softEvictConnections();
            writers.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private <T extends @Nullable Object> T attempt(Connection connection, SqlWork<T> unit)
            throws SQLException {
        var handle = new Handle(connection, Dialect.POSTGRES);
        try {
            T result = unit.run(handle);
            int shard = random.nextInt(Dialect.POSTGRES.counterShards());
            handle.tally().write(handle, shard);
            commit(connection);
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
    }

    private void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (PostgresFailures.lost(e)) {
                dropLost(e);
                throw new InDoubt(e);
            }
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

    @Override
    public Optional<Claim> claimFilling() {
        try {
            return PostgresClaim.attempt(connect(writers));
        } catch (SQLException e) {
            dropLost(e);
            throw PostgresFailures.of("could not claim to fill the index", e);
        }
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
