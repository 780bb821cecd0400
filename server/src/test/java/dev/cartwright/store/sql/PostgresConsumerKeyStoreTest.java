package dev.cartwright.store.sql;

import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.KeyCopiesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresConsumerKeyStoreTest implements KeyCopiesContract {
    private final Database database =
            EmbeddedPostgresServer.freshDatabase(InstantSource.fixed(NOW));
    private final KeyCopies store = new SqlConsumerKeyStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public KeyCopies store() {
        return store;
    }
}
