package dev.cartwright.store.sql;

import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeyStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteConsumerKeyStoreTest implements ConsumerKeyStoreContract {
    private final Database database;
    private final ConsumerKeyStore store;

    SqliteConsumerKeyStoreTest(@TempDir Path directory) {
        database = Database.sqlite(directory.resolve("cartwright.db"), InstantSource.fixed(NOW));
        store = new SqlConsumerKeyStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public ConsumerKeyStore store() {
        return store;
    }
}
