package dev.cartwright.store.sql;

import dev.cartwright.usage.UsageStore;
import dev.cartwright.usage.UsageStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresUsageStoreTest implements UsageStoreContract {
    private final Database database =
            EmbeddedPostgresServer.freshDatabase(InstantSource.fixed(NOW));
    private final UsageStore store = new SqlUsageStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UsageStore store() {
        return store;
    }
}
