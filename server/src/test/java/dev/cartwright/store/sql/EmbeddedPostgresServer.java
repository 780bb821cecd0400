package dev.cartwright.store.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/// One real PostgreSQL for all tests of a run, and a new database of ours in it for each test.
public final class EmbeddedPostgresServer implements AutoCloseable {
    private static final String TEMPLATE = "cartwright_template";

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private EmbeddedPostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /// Started when first asked for; ends with the tests.
    private static final class Holder {
        static final EmbeddedPostgresServer SERVER = start("off");
    }

    /// An empty database with its tables. Copied, since migrating anew costs half a second.
    static Database freshDatabase(InstantSource clock) {
        return Database.postgres(freshUrl(), clock);
    }

    /// The address of such a database, for everybody who wants to open it.
    public static String freshUrl() {
        return Holder.SERVER.copy();
    }

    /// Another server, which syncs every write; its databases come by [#copy].
    static EmbeddedPostgresServer startDurable() {
        return start("on");
    }

    private static EmbeddedPostgresServer start(String durable) {
        try {
            var server =
                    new EmbeddedPostgresServer(
                            EmbeddedPostgres.builder()
                                    .setServerConfig("max_connections", "200")
                                    .setServerConfig("timezone", "Pacific/Chatham")
                                    .setServerConfig("fsync", durable)
                                    .setServerConfig("synchronous_commit", durable)
                                    .start());
            server.run("CREATE DATABASE " + TEMPLATE);
            Database.postgres(server.url(TEMPLATE), InstantSource.system()).close();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address of a new database with its tables.
    String copy() {
        String name = "cartwright_" + databases.incrementAndGet();
        run("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return url(name);
    }

    private String url(String name) {
        return server.getJdbcUrl("postgres", name);
    }

    private void run(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
