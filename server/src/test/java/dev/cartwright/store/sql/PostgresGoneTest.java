package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.outage.Outage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

    private static Duration timeUntilRefused(Database database) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> database.revision("a"))
                .isInstanceOf(Outage.class)
                .hasMessageContaining("cannot be reached");
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
