package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.Installation;
import dev.cartwright.job.JobState;
import dev.cartwright.job.Jobs;
import dev.cartwright.job.RolledKeys;
import dev.cartwright.job.UnusedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a whole server does at set times.
class ServerJobsTest {
    @TempDir private Path directory;

    @Test
    void jobsRunInAServerAndBesideIt() throws IOException {
        try (var running = new RunningServer(directory, Map.of())) {
            NewKey key = running.newKey(Permission.READ_WRITE);
            Jobs jobs = running.server.installation().jobs();
            assertThat(jobs.list().stream().map(JobState::name))
                    .containsExactly(UnusedKeys.NAME, RolledKeys.NAME);
            assertThat(jobs.list()).noneMatch(job -> job.next() == null);
            waitForARun(jobs);
            try (Installation beside = RunningServer.secondHandle(directory)) {
                assertThat(beside.jobs().run(UnusedKeys.NAME, false))
                        .isEqualTo(new Jobs.Outcome.Done(List.of()));
            }
            assertThat(jobs.list()).noneMatch(job -> job.last() == null);
            assertThat(running.get("/metrics", key).body())
                    .contains("cartwright_keys{status=\"active\"} 1.0")
                    .contains("cartwright_keys{status=\"noticed\"} 0.0");
            running.stop();
            assertThat(running.log()).doesNotContain("\"level\":\"WARN\"", "kagkarlsson");
        }
    }

    /// The one that comes each minute runs at the start for the first time.
    private static void waitForARun(Jobs jobs) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (jobs.list().getLast().last() == null) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
