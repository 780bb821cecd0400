package dev.cartwright.store.sql;

import dev.cartwright.access.UserStore;
import dev.cartwright.access.UserStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresUserStoreTest implements UserStoreContract {
    private final Database database = EmbeddedPostgresServer.freshDatabase(InstantSource.system());
    private final UserStore store = new SqlUserStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UserStore store() {
        return store;
    }
}
