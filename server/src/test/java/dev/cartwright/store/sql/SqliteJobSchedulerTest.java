package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.job.Job;
import dev.cartwright.job.Schedule;
import dev.cartwright.log.LogFormat;
import dev.cartwright.log.LogLevel;
import dev.cartwright.log.Logging;
import dev.cartwright.outage.Outage;
import dev.cartwright.session.SessionChanges;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJobSchedulerTest implements JobSchedulerContract {
    private final MovingClock clock = new MovingClock(NOW);
    @TempDir private Path directory;

    @Override
    public MovingClock clock() {
        return clock;
    }

    @Override
    public Database open() {
        return MigratedSqlite.open(directory.resolve("cartwright.db"), clock);
    }

    /// Else each run of a job would empty the cache of answers.
    @Test
    void noRunLooksLikeTheWriteOfAnotherProcess() throws InterruptedException {
        var foreign = new AtomicInteger();
        var job = Counting.daily();
        try (Database database = open()) {
            database.sessionChanges().listen(new Foreign(foreign));
            try (var jobs = new JobScheduler(database, List.of(job), POLL)) {
                jobs.start();
                clock.now = DUE;
                Instant next = DUE.plus(Duration.ofDays(1));
                eventually(() -> next.equals(jobs.list().getFirst().next()));
            }
            Thread.sleep(600); // the writer looks every 250 ms
            assertThat(foreign).hasValue(0);
        }
        assertThat(job.runs()).hasValue(1);
    }

    @Test
    void whatTheCauseOfAnOutageNamesIsNotLogged() {
        var out = new ByteArrayOutputStream();
        try (var logging = new Logging(out);
                Database database = open();
                var jobs = new JobScheduler(database, List.of(new Cut()), POLL)) {
            logging.start(LogFormat.JSON, LogLevel.INFO);
            jobs.start();
            clock.now = DUE;
            eventually(() -> jobs.list().getFirst().last() != null);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("a job failed: The database is busy.")
                .doesNotContain("10.0.0.5");
    }

    /// A job that meets a database which is away.
    private record Cut() implements Job {
        @Override
        public String name() {
            return "cut";
        }

        @Override
        public Schedule schedule() {
            return new Schedule.Daily(LocalTime.of(3, 10));
        }

        @Override
        public List<String> run(boolean dryRun) {
            var cause = new SQLException("Connection to 10.0.0.5:5432 refused", "08001");
            throw new Outage("The database is busy.", Duration.ofSeconds(2), cause);
        }
    }

    private record Foreign(AtomicInteger count) implements SessionChanges.Listener {
        @Override
        public void changed(CartKey key) {}

        @Override
        public void anythingChanged() {
            count.incrementAndGet();
        }
    }
}
