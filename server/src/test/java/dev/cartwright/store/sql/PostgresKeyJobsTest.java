package dev.cartwright.store.sql;

import org.junit.jupiter.api.AfterEach;

class PostgresKeyJobsTest implements KeyJobsContract {
    private final MovingClock clock = new MovingClock(START);
    private final Database database = EmbeddedPostgresServer.freshDatabase(clock);

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
