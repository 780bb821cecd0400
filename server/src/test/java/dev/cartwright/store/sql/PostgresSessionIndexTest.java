package dev.cartwright.store.sql;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresSessionIndexTest implements SessionIndexContract, ForeignTrashContract {
    private final String url = EmbeddedPostgresServer.freshUrl();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.postgres(url, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public void reopen() {
        close();
        open();
    }
}
