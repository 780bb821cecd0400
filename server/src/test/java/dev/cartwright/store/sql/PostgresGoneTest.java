package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.cartwright.outage.Outage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("alone")
class PostgresGoneTest {
    /// After so long the pool tries a connection before it hands it out.
    private static final Duration IDLE = Duration.ofMillis(700);

    /// Half of what a busy database is waited for.
    private static final Duration SOON = Duration.ofSeconds(6);

    /// Nobody was told by a statement that broke off, and yet nobody waits for long.
    @Test
    void aDatabaseThatGoesUnnoticedIsSoonKnownToBeAway() {
        try (var postgres = MortalPostgres.create();
                Database database = Database.postgres(postgres.url(), InstantSource.system())) {
            assertThat(database.revision("a")).isZero();
            postgres.kill();
            LockSupport.parkNanos(IDLE.toNanos());
            assertThat(timeUntilRefused(database)).isLessThan(SOON);
            assertThat(timeUntilRefused(database)).isLessThan(SOON);
        }
    }

    /// The library that keeps the schedule would tell the driver's text, and where that points.
    @Test
    void theScheduleOfJobsTellsItsTroubleInOurWords() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(ScheduleTrouble.class);
        var lines = new LinkedBlockingQueue<ILoggingEvent>();
        var appender =
                new AppenderBase<ILoggingEvent>() {
                    @Override
                    protected void append(ILoggingEvent line) {
                        lines.add(line);
                    }
                };
        appender.start();
        logger.addAppender(appender);
        try (var postgres = MortalPostgres.create();
                Database database = Database.postgres(postgres.url(), InstantSource.system());
                var scheduler = new JobScheduler(database, List.of(), IDLE)) {
            scheduler.start();
            postgres.kill();
            ILoggingEvent line = lines.poll(30, TimeUnit.SECONDS);
            assertThat(line).isNotNull();
            assertThat(line.getFormattedMessage())
                    .isEqualTo("the schedule of jobs met a fault, and goes on");
            assertThat(line.getThrowableProxy()).isNull();
        } finally {
            logger.detachAppender(appender);
        }
    }

    private static Duration timeUntilRefused(Database database) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> database.revision("a"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("cannot be reached");
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
