package dev.cartwright.store.sql;

import dev.cartwright.session.SessionStore;
import dev.cartwright.session.SessionStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionStoreTest implements SessionStoreContract {
    @TempDir private Path directory;
    private Database database;
    private SqlSessionStore store;

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("test.db"), InstantSource.fixed(NOW));
        store = new SqlSessionStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public SessionStore store() {
        return store;
    }

    @Test
    void behavesLikeTheModel() {
        SessionStoreModel.compare(database, 1_200);
    }
}
