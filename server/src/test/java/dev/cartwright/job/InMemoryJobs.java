package dev.cartwright.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Jobs that run when they are told to, for tests.
public final class InMemoryJobs implements Jobs {
    private final InstantSource clock;
    private final Map<String, LastRun> runs = new HashMap<>();

    /// What there is to run.
    public final List<Job> jobs = new ArrayList<>();

    public InMemoryJobs(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<JobState> list() {
        return jobs.stream()
                .map(
                        job ->
                                new JobState(
                                        job.name(),
                                        job.schedule().words(),
                                        runs.get(job.name()),
                                        null))
                .toList();
    }

    @Override
    public Outcome run(String name, boolean dryRun) {
        Optional<Job> job = jobs.stream().filter(one -> one.name().equals(name)).findFirst();
        if (job.isEmpty()) {
            return new Outcome.Unknown();
        }
        try {
            List<String> report = job.get().run(dryRun);
            if (!dryRun) {
                runs.put(name, new LastRun(clock.instant(), clock.instant(), false, report));
            }
            return new Outcome.Done(report);
        } catch (RuntimeException e) {
            return new Outcome.Failed(e);
        }
    }
}
