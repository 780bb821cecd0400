package dev.cartwright.store.sql;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresPersonalDataStoreTest implements PersonalDataStoreContract {
    private final Database database =
            EmbeddedPostgresServer.freshDatabase(InstantSource.fixed(NOW));

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }
}
