package dev.cartwright.store.sql;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePersonalDataStoreTest implements PersonalDataStoreContract {
    private final Database database;

    SqlitePersonalDataStoreTest(@TempDir Path directory) {
        database =
                MigratedSqlite.open(directory.resolve("cartwright.db"), InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }
}
