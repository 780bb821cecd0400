package dev.cartwright.store.sql;

import dev.cartwright.usage.UsageStore;
import dev.cartwright.usage.UsageStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUsageStoreTest implements UsageStoreContract {
    private final Database database;
    private final UsageStore store;

    SqliteUsageStoreTest(@TempDir Path directory) {
        database =
                MigratedSqlite.open(directory.resolve("cartwright.db"), InstantSource.fixed(NOW));
        store = new SqlUsageStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UsageStore store() {
        return store;
    }
}
