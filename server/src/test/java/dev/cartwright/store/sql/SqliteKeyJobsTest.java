package dev.cartwright.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteKeyJobsTest implements KeyJobsContract {
    private final MovingClock clock = new MovingClock(START);
    private final Database database;

    SqliteKeyJobsTest(@TempDir Path directory) {
        database = MigratedSqlite.open(directory.resolve("cartwright.db"), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public MovingClock clock() {
        return clock;
    }
}
