package dev.cartwright.store.sql;

import dev.cartwright.access.UserStore;
import dev.cartwright.access.UserStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreTest implements UserStoreContract {
    private final Database database;
    private final UserStore store;

    SqliteUserStoreTest(@TempDir Path directory) {
        database = Database.sqlite(directory.resolve("cartwright.db"), InstantSource.system());
        store = new SqlUserStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UserStore store() {
        return store;
    }
}
