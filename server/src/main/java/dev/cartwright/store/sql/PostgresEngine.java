package dev.cartwright.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
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

    /// So long a connection may take that nobody else has; then the database counts as away.
    private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(3);

    private static final String LOGIN_SECONDS = "10";

    /// So long somebody waits while others have all connections.
    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(9);

    /// A little more than somebody waits for a connection.
    private static final long LONGEST_ATTEMPT =
            BUSY_NANOS
                    + TimeUnit.MILLISECONDS.toNanos(CONNECT_MILLIS)
                    + TimeUnit.SECONDS.toNanos(1);

    private final Changes changes = new Changes(false);
    private final Pool readers;
    private final Pool writers;
    private final RandomGenerator random;

    /// Each finds out for itself whether the database is there: one may be waiting for those who
    /// have all its connections while the other has some to give.
    private record Pool(HikariDataSource source, Reachability state) {
        Pool(HikariDataSource source) {
            this(source, new Reachability());
        }

        boolean allInUse() {
            int used = source.getHikariPoolMXBean().getActiveConnections();
            return used >= source.getMaximumPoolSize();
        }

        void doubt() {
            state.doubted();
            source.getHikariPoolMXBean().softEvictConnections();
        }
    }

    private PostgresEngine(Pool readers, Pool writers, RandomGenerator random) {
        this.readers = readers;
        this.writers = writers;
        this.random = random;
    }

    static PostgresEngine open(String jdbcUrl) {
        HikariDataSource writers = pool(jdbcUrl, "writers");
        try {
            Migrations.migratePostgres(writers);
            var readers = new Pool(pool(jdbcUrl, "readers"));
            return new PostgresEngine(readers, new Pool(writers), new Random());
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
        config.setValidationTimeout(CONNECT_MILLIS);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // the detail of an error holds keys of carts, logins and e-mails, and errors are logged
        config.addDataSourceProperty("logServerErrorDetail", "false");
        // the pool's own limit is for waiting; a slow way to the database may take longer
        config.addDataSourceProperty("loginTimeout", LOGIN_SECONDS);
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
        return writers.source;
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

    /// While the database is known to be down, an [Outage] at once, but for
    /// the caller who finds out whether it still is.
    private Connection connect(Pool pool) throws SQLException {
        // where others have all connections, nobody can find out, and waiting is right
        if (!pool.state.worthTrying(LONGEST_ATTEMPT) && !pool.allInUse()) {
            throw PostgresFailures.unreachable(null);
        }
        long start = System.nanoTime();
        while (true) {
            try {
                Connection connection = pool.source.getConnection();
                pool.state.reached();
                return connection;
            } catch (SQLException e) {
                if (pool.source.isClosed()) {
                    throw e;
                }
                if (!pool.allInUse()) {
                    throw unreachable(pool, e);
                }
                if (System.nanoTime() - start >= BUSY_NANOS) {
                    pool.state.reached(); // or others would wait for an answer that never comes
                    throw PostgresFailures.busy(e);
                }
            }
        }
    }

    private static Outage unreachable(Pool pool, SQLException e) {
        if (pool.state.failed()) {
            LOG.warn("the database cannot be reached: {}", PostgresFailures.shortly(e));
        }
        return PostgresFailures.unreachable(e);
    }

    /// When one connection is lost, its neighbours most likely are.
    private void dropLost(SQLException e) {
        if (PostgresFailures.lost(e)) {
            readers.doubt();
            writers.doubt();
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
        writers.source.close();
        readers.source.close();
    }
}
