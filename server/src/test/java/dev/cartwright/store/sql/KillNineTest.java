package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class KillNineTest {
    private static final int KILLS = 20;
    private static final Duration LONGEST_LIFE = Duration.ofMillis(900);

    @TempDir private Path directory;

    /// Without this, an answer to a shopper or operator could vanish with the process.
    @Test
    void noAcknowledgedWriteIsLostAndNothingIsHalfDone() throws Exception {
        assertThat(KillNineRun.run(directory, KILLS, LONGEST_LIFE, System.nanoTime()))
                .contains("none lost");
    }
}
