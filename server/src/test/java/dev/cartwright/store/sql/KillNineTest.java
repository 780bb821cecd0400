package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillNineTest {
    private static final int KILLS = 20;

    @TempDir private Path directory;

    /// Without this, an answer to a shopper or operator could vanish with the power.
    @Test
    void noAcknowledgedWriteIsLostAndNothingIsHalfDone() throws Exception {
        long seed = System.nanoTime();
        var harness = new KillNine(directory.resolve("k.db"), KillNine.ofStore(), new Random(seed));
        for (int i = 0; i < KILLS; i++) {
            try {
                harness.kill("run" + i, Duration.ofMillis(900));
            } catch (AssertionError e) {
                throw new AssertionError("seed %d, kill %d".formatted(seed, i), e);
            }
        }
        assertThat(harness.acknowledged()).isGreaterThan(KILLS);
    }
}
