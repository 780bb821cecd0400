package dev.cartwright.store.sql;

import dev.cartwright.access.UserCopies;
import dev.cartwright.access.UserCopiesContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUserStoreTest implements UserCopiesContract {
    private final Database database;
    private final UserCopies store;

    SqliteUserStoreTest(@TempDir Path directory) {
        database = MigratedSqlite.open(directory.resolve("cartwright.db"), InstantSource.system());
        store = new SqlUserStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UserCopies store() {
        return store;
    }
}
