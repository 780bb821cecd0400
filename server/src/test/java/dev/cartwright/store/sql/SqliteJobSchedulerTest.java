package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.session.SessionChanges;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    private record Foreign(AtomicInteger count) implements SessionChanges.Listener {
        @Override
        public void changed(CartKey key) {}

        @Override
        public void anythingChanged() {
            count.incrementAndGet();
        }
    }
}
