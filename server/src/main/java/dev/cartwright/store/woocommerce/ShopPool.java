package dev.cartwright.store.woocommerce;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.cartwright.outage.Reachability;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections to a shop, set up so that what they give depends on no server's defaults.
final class ShopPool implements AutoCloseable {
    /// A connection: a server has room for 16 382 of all its clients together, WordPress too.
    private static final String KEPT_STATEMENTS = "40";

    private static final Logger LOG = LoggerFactory.getLogger(ShopPool.class);
    private static final int READERS = 16;
    private static final int WRITERS = 4;

    /// Whoever waits while he holds something can be in a circle, which the server breaks by
    /// failing somebody's statement: WordPress's too, and that one is not repeated. MySQL knows no
    /// less than a second.
    private static final String WAITS_FOR_NO_LOCK =
            "SET SESSION innodb_lock_wait_timeout = IF(VERSION() LIKE '%MariaDB%', 0, 1)";

    private static final long CONNECT_MILLIS = TimeUnit.SECONDS.toMillis(3);
    private static final long SOCKET_MILLIS = TimeUnit.SECONDS.toMillis(30);

    /// The pool looks for idle connections every half a minute, so this many and half a minute is
    /// the longest.
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /// So soon the shop's database notices that a machine of ours is gone without a word, and gives
    /// up what its connections hold.
    private static final int SILENT_SECONDS = 120;

    /// A little more than a pool waits for a connection.
    private static final long LONGEST_ATTEMPT = TimeUnit.SECONDS.toNanos(4);

    private final HikariDataSource pool;
    private final Reachability state;

    private ShopPool(HikariDataSource pool, Reachability state) {
        this.pool = pool;
        this.state = state;
    }

    static ShopPool readers(WooAddress address, FoundSocket socket, Reachability state) {
        HikariConfig config = config(address, socket, "shop-readers");
        config.setMaximumPoolSize(READERS);
        config.setReadOnly(true);
        config.setAutoCommit(true);
        config.setConnectionInitSql("SET SESSION TRANSACTION READ ONLY");
        return new ShopPool(new HikariDataSource(config), state);
    }

    static ShopPool writers(WooAddress address, FoundSocket socket, Reachability state) {
        HikariConfig config = config(address, socket, "shop-writers");
        config.setMaximumPoolSize(WRITERS);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(WAITS_FOR_NO_LOCK);
        return new ShopPool(new HikariDataSource(config), state);
    }

    private static HikariConfig config(WooAddress address, FoundSocket socket, String name) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new ShopSource(address, socket, options()));
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setIdleTimeout(IDLE_MILLIS);
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(20));
        return config;
    }

    private static Properties options() {
        var options = new Properties();
        options.setProperty("connectTimeout", Long.toString(CONNECT_MILLIS));
        options.setProperty("socketTimeout", Long.toString(SOCKET_MILLIS));
        options.setProperty("sessionVariables", "wait_timeout=" + SILENT_SECONDS);
        options.setProperty("tinyInt1isBit", "false");
        options.setProperty("yearIsDateType", "false");
        options.setProperty("useServerPrepStmts", "true");
        options.setProperty("prepStmtCacheSize", KEPT_STATEMENTS);
        options.setProperty("allowLocalInfile", "false");
        options.setProperty("allowMultiQueries", "false");
        options.setProperty("useCompression", "false");
        options.setProperty("connectionCollation", "utf8mb4_bin");
        options.setProperty("connectionAttributes", "program_name:cartwright");
        return options;
    }

    Connection connect() {
        if (!state.worthTrying(LONGEST_ATTEMPT)) {
            throw Failures.unreachable(null);
        }
        try {
            Connection connection = pool.getConnection();
            state.reached();
            return connection;
        } catch (SQLException e) {
            if (allInUse()) {
                throw Failures.tooBusy(e);
            }
            if (state.failed()) {
                LOG.warn("the shop's database cannot be reached: {}", Failures.shortly(e));
            }
            throw Failures.unreachable(e);
        }
    }

    private boolean allInUse() {
        var beans = pool.getHikariPoolMXBean();
        return beans != null && beans.getActiveConnections() >= pool.getMaximumPoolSize();
    }

    void dropIdle() {
        var beans = pool.getHikariPoolMXBean();
        if (beans != null) {
            beans.softEvictConnections();
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
