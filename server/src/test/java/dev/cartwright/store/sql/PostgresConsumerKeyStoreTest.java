package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeyStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresConsumerKeyStoreTest implements ConsumerKeyStoreContract {
    private final Database database =
            EmbeddedPostgresServer.freshDatabase(InstantSource.fixed(NOW));
    private final ConsumerKeyStore store = new SqlConsumerKeyStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public ConsumerKeyStore store() {
        return store;
    }
}
