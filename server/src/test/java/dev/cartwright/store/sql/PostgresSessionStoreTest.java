package dev.cartwright.store.sql;

import dev.cartwright.session.SessionImportsContract;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.SessionStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// With every write synced, and in a time zone that shifts by odd minutes.
class PostgresSessionStoreTest implements SessionStoreContract, SessionImportsContract {
    private static EmbeddedPostgresServer postgres;

    private Database database;
    private SqlSessionStore store;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgresServer.startDurable();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void open() {
        database = Database.postgres(postgres.copy(), InstantSource.fixed(NOW));
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
