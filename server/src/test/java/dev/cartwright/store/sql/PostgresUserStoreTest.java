package dev.cartwright.store.sql;

import dev.cartwright.access.UserCopies;
import dev.cartwright.access.UserCopiesContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresUserStoreTest implements UserCopiesContract {
    private final Database database = EmbeddedPostgresServer.freshDatabase(InstantSource.system());
    private final UserCopies store = new SqlUserStore(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public UserCopies store() {
        return store;
    }
}
