package dev.cartwright.store.sql;

class PostgresJobSchedulerTest implements JobSchedulerContract {
    private final MovingClock clock = new MovingClock(NOW);
    private final String url = EmbeddedPostgresServer.freshUrl();

    @Override
    public MovingClock clock() {
        return clock;
    }

    @Override
    public Database open() {
        return Database.postgres(url, clock);
    }
}
