package dev.cartwright.store.sql;

import dev.cartwright.session.SessionImportsContract;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.SessionStoreContract;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With every write synced, and in a time zone that shifts by odd minutes.
class PostgresSessionStoreTest implements SessionStoreContract, SessionImportsContract {
    private static EmbeddedPostgres postgres;

    private Database database;
    private SqlSessionStore store;

    @BeforeAll
    static void start() throws IOException {
        postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("timezone", "Pacific/Chatham")
                        .start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void open() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
        String url = postgres.getJdbcUrl("postgres", "postgres");
        database = Database.postgres(url, InstantSource.fixed(NOW));
        store = new SqlSessionStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public SessionStore store() {
        return store;
    }

    @Test
    void behavesLikeTheModel() {
        SessionStoreModel.compare(database, 300);
    }
}
