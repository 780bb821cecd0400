package dev.cartwright.store.sql;

import dev.cartwright.session.SessionImportsContract;
import dev.cartwright.session.SessionStore;
import dev.cartwright.session.SessionStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SqliteSessionStoreTest implements SessionStoreContract, SessionImportsContract {
    @TempDir private Path directory;
    private Database database;
    private SqlSessionStore store;

    @BeforeEach
    void open() {
        database = MigratedSqlite.open(directory.resolve("test.db"), InstantSource.fixed(NOW));
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

    /// Forty carts are few to every usual limit.
    @ParameterizedTest
    @MethodSource
    void behavesLikeTheModelAsIfCartsWereMany(Limits limits) {
        SessionStoreModel.compare(database, limits, 500);
    }

    static List<Limits> behavesLikeTheModelAsIfCartsWereMany() {
        return List.of(
                new Limits(0, 0, 0, 0, 3), // gathers and scans
                new Limits(0, 1_000, 0, 0, 500_000), // gathers and looks up
                new Limits(1, 5, 6, 12, 1), // walks, too
                new Limits(3, 1_000, 0, 1_000, 7));
    }
}
