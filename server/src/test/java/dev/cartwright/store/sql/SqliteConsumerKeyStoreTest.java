package dev.cartwright.store.sql;

import dev.cartwright.access.KeyCopies;
import dev.cartwright.access.KeyCopiesContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteConsumerKeyStoreTest implements KeyCopiesContract {
    private final Database database;
    private final KeyCopies store;

    SqliteConsumerKeyStoreTest(@TempDir Path directory) {
        database =
                MigratedSqlite.open(directory.resolve("cartwright.db"), InstantSource.fixed(NOW));
        store = new SqlConsumerKeyStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public KeyCopies store() {
        return store;
    }
}
