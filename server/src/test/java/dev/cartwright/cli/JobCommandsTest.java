package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.job.Job;
import dev.cartwright.job.Schedule;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class JobCommandsTest {
    @TempDir private Path directory;
    private CliFixture cli;

    private record Told(String name, List<String> lines) implements Job {
        @Override
        public Schedule schedule() {
            return new Schedule.Daily(LocalTime.of(3, 10));
        }

        @Override
        public List<String> run(boolean dryRun) {
            if (lines.isEmpty() && !dryRun) {
                throw new IllegalStateException("no luck");
            }
            return lines;
        }
    }

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
        cli.jobs.jobs.add(new Told("sweep", List.of("one thing", "another thing")));
        cli.jobs.jobs.add(new Told("unlucky", List.of()));
    }

    @Test
    void jobsAreListedWithHowTheyWent() {
        assertThat(cli.run("jobs", "list").expect(0).out())
                .containsPattern("sweep +daily at 03:10 UTC +never +- +once a server runs\n");
        cli.run("jobs", "run", "sweep").expect(0);
        assertThat(cli.run("jobs", "list").expect(0).out())
                .containsPattern("sweep +.*2026-11-22 12:00 UTC +2 things done");
        JsonNode json = cli.run("jobs", "list", "--json").expect(0).json();
        assertThat(json.get(0).get("last_run").get("outcome").asString()).isEqualTo("done");
        assertThat(json.get(0).get("next_run").isNull()).isTrue();
        assertThat(json.get(1).get("last_run").isNull()).isTrue();
    }

    @Test
    void aJobIsRunByHand() {
        assertThat(cli.run("jobs", "run", "sweep").expect(0).out())
                .isEqualTo("one thing\nanother thing\n");
        JsonNode json = cli.run("jobs", "run", "sweep", "--dry-run", "--json").expect(0).json();
        assertThat(json.get("dry_run").asBoolean()).isTrue();
        assertThat(json.get("report")).hasSize(2);
    }

    @Test
    void aDryRunSaysThatItWasOne() {
        assertThat(cli.run("jobs", "run", "sweep", "--dry-run").expect(0).out())
                .endsWith("Nothing was changed: this was a dry run.\n");
        assertThat(cli.run("jobs", "run", "unlucky", "--dry-run").expect(0).out())
                .isEqualTo("Nothing to do.\n");
        assertThat(cli.run("jobs", "list").expect(0).out()).doesNotContain("done");
    }

    @Test
    void whatCannotRunIsASentence() {
        assertThat(cli.run("jobs", "run", "nonsense").expect(1).err())
                .isEqualTo(
                        "cartwright: There is no job 'nonsense'; the jobs are sweep, unlucky.\n");
        assertThat(cli.run("jobs", "run", "unlucky").expect(1).err())
                .isEqualTo("cartwright: The job failed: no luck.\n");
        cli.run("jobs", "run").expect(2);
    }
}
