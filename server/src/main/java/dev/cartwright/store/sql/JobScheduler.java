package dev.cartwright.store.sql;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import dev.cartwright.job.Job;
import dev.cartwright.job.JobState;
import dev.cartwright.job.Jobs;
import dev.cartwright.job.LastRun;
import dev.cartwright.job.Schedule;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs jobs at their times, each once however many servers share the database. What was missed
/// while no server ran is made up for, once.
public final class JobScheduler implements Jobs, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);

    private static final String TABLE = "job_schedule";
    private static final Duration POLL_EVERY = Duration.ofSeconds(10);

    /// Six times as long without a sign of life, and another server takes over.
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    private static final int THREADS = 2;

    private final Database database;
    private final List<Job> jobs;
    private final InstantSource clock;
    private final Duration pollEvery;
    private @Nullable Scheduler running;

    public JobScheduler(Database database, List<Job> jobs) {
        this(database, jobs, POLL_EVERY);
    }

    JobScheduler(Database database, List<Job> jobs, Duration pollEvery) {
        this.database = database;
        this.jobs = List.copyOf(jobs);
        this.clock = database.clock();
        this.pollEvery = pollEvery;
    }

    public synchronized void start() {
        if (running != null) {
            throw new IllegalStateException("started already");
        }
        jobs.forEach(this::bringForward);
        Scheduler scheduler =
                Scheduler.create(database.engine().source())
                        .tableName(TABLE)
                        .jdbcCustomization(new EpochTimes())
                        .commitWhenAutocommitDisabled(true)
                        .startTasks(jobs.stream().map(this::task).toList())
                        .threads(THREADS)
                        .pollingInterval(pollEvery)
                        .heartbeatInterval(HEARTBEAT)
                        .shutdownMaxWait(LONGEST_STOP)
                        .clock(clock::instant)
                        .addSchedulerListener(new ScheduleTrouble())
                        .build();
        scheduler.start();
        running = scheduler;
    }

    private void bringForward(Job job) {
        Instant now = clock.instant();
        Instant latest =
                now.plus(
                        switch (job.schedule()) {
                            case Schedule.Every(var length) -> length;
                            case Schedule.Daily _ -> Duration.ofDays(1);
                        });
        database.write(
                "could not bring a job forward",
                handle -> {
                    JobRows.bringForward(handle, job.name(), now, latest);
                    return true;
                });
    }

    private RecurringTask<Void> task(Job job) {
        var schedule =
                switch (job.schedule()) {
                    case Schedule.Every(var length) -> FixedDelay.of(length);
                    case Schedule.Daily(var time) -> Schedules.daily(ZoneOffset.UTC, time);
                };
        return Tasks.recurring(job.name(), schedule).execute((_, _) -> runWhenDue(job));
    }

    /// A job that fails is due again at its next time.
    private void runWhenDue(Job job) {
        try {
            switch (run(job)) {
                case Outcome.Failed(var cause) -> tell(job, "a job failed", cause);
                case Outcome.Done(var report) ->
                        report.forEach(
                                line -> LOG.atInfo().addKeyValue("job", job.name()).log(line));
                case Outcome.Running _, Outcome.Unknown _ ->
                        LOG.atDebug().addKeyValue("job", job.name()).log("runs elsewhere");
            }
        } catch (StoreException | Outage | InDoubt e) {
            tell(job, "could not run a job", e);
        }
    }

    /// The cause of an outage tells addresses and names of users, which are no business of a log.
    private static void tell(Job job, String what, RuntimeException failure) {
        if (failure instanceof Outage || failure instanceof InDoubt) {
            LOG.debug(what, failure);
            LOG.atWarn().addKeyValue("job", job.name()).log("{}: {}", what, failure.getMessage());
        } else {
            LOG.atWarn().addKeyValue("job", job.name()).setCause(failure).log(what);
        }
    }

    @Override
    public List<JobState> list() {
        return database.read(
                "could not list the jobs",
                handle -> {
                    var states = new ArrayList<JobState>();
                    for (Job job : jobs) {
                        states.add(
                                new JobState(
                                        job.name(),
                                        job.schedule().words(),
                                        JobRows.last(handle, job.name()),
                                        JobRows.next(handle, job.name())));
                    }
                    return List.copyOf(states);
                });
    }

    @Override
    public Outcome run(String name, boolean dryRun) {
        Optional<Job> job = jobs.stream().filter(one -> one.name().equals(name)).findFirst();
        if (job.isEmpty()) {
            return new Outcome.Unknown();
        }
        return dryRun ? attempt(job.get(), true) : run(job.get());
    }

    private Outcome run(Job job) {
        Instant started = Instant.ofEpochMilli(clock.millis());
        boolean mine =
                database.write(
                        "could not begin a job",
                        handle -> JobRows.begin(handle, job.name(), started));
        if (!mine) {
            return new Outcome.Running();
        }
        Outcome outcome = attempt(job, false);
        var run = new LastRun(started, clock.instant(), failed(outcome), report(outcome));
        database.write(
                "could not note a job's run",
                handle -> {
                    JobRows.end(handle, job.name(), run);
                    return true;
                });
        return outcome;
    }

    /// The edge of a job: whatever it throws ends this run alone.
    private static Outcome attempt(Job job, boolean dryRun) {
        try {
            return new Outcome.Done(job.run(dryRun));
        } catch (RuntimeException e) {
            return new Outcome.Failed(e);
        }
    }

    private static boolean failed(Outcome outcome) {
        return outcome instanceof Outcome.Failed;
    }

    private static List<String> report(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var report) -> report;
            case Outcome.Failed(var cause) -> List.of(String.valueOf(cause.getMessage()));
            case Outcome.Running _, Outcome.Unknown _ -> List.of();
        };
    }

    /// Waits for jobs that are running.
    @Override
    public synchronized void close() {
        Scheduler scheduler = running;
        if (scheduler != null) {
            running = null;
            scheduler.stop();
        }
    }
}
