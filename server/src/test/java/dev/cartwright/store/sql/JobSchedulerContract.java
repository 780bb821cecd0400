package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.job.Job;
import dev.cartwright.job.JobState;
import dev.cartwright.job.Jobs.Outcome;
import dev.cartwright.job.LastRun;
import dev.cartwright.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// What the scheduler promises over a real database, with a clock that stands until it is moved.
interface JobSchedulerContract {
    Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    Instant DUE = Instant.parse("2026-11-23T03:10:00Z");
    Duration POLL = Duration.ofMillis(20);

    MovingClock clock();

    /// The same data each time, as another server would open it.
    Database open();

    /// A job that counts its runs.
    record Counting(String name, Schedule schedule, AtomicInteger runs) implements Job {
        static Counting daily() {
            var at = new Schedule.Daily(LocalTime.of(3, 10));
            return new Counting("counting", at, new AtomicInteger());
        }

        @Override
        public List<String> run(boolean dryRun) {
            return List.of("run " + runs.incrementAndGet());
        }
    }

    /// The clock goes on meanwhile: the scheduler's own waiting looks at it.
    default void eventually(BooleanSupplier claim) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!claim.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            clock().now = clock().now.plusMillis(5);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static JobState state(JobScheduler jobs) {
        return jobs.list().getFirst();
    }

    /// Whether all have run and wait for their next time, so that nobody runs one once more.
    private boolean idle(JobScheduler jobs) {
        return jobs.list().stream().allMatch(this::idle);
    }

    private boolean idle(JobState state) {
        LastRun last = state.last();
        Instant next = state.next();
        return next != null && next.isAfter(clock().now) && last != null && last.ended() != null;
    }

    @Test
    default void twoServersRunAJobOnceAtEachTime() {
        var job = Counting.daily();
        try (Database first = open();
                Database second = open();
                var one = new JobScheduler(first, List.of(job), POLL);
                var other = new JobScheduler(second, List.of(job), POLL)) {
            one.start();
            other.start();
            assertThat(state(one).next()).isEqualTo(DUE);
            for (int day = 0; day < 5; day++) {
                clock().now = DUE.plus(Duration.ofDays(day));
                eventually(() -> idle(one));
                assertThat(job.runs()).hasValue(day + 1);
            }
        }
        assertThat(job.runs()).hasValue(5);
    }

    @Test
    default void whatWasMissedIsMadeUpForOnce() {
        var job = Counting.daily();
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(job), POLL)) {
            jobs.start();
        }
        assertThat(job.runs()).hasValue(0);
        clock().now = DUE.plus(Duration.ofDays(3)).plusSeconds(3600);
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(job), POLL)) {
            jobs.start();
            eventually(() -> idle(jobs));
            assertThat(state(jobs).next()).isEqualTo(DUE.plus(Duration.ofDays(4)));
        }
        assertThat(job.runs()).hasValue(1);
    }

    @Test
    default void aJobThatFailsComesBackAndStopsNoOther() {
        var fails =
                new Job() {
                    final AtomicInteger runs = new AtomicInteger();

                    @Override
                    public String name() {
                        return "failing";
                    }

                    @Override
                    public Schedule schedule() {
                        return new Schedule.Every(Duration.ofMinutes(1));
                    }

                    @Override
                    public List<String> run(boolean dryRun) {
                        runs.incrementAndGet();
                        throw new IllegalStateException("no luck");
                    }
                };
        var works =
                new Counting(
                        "working", new Schedule.Every(Duration.ofMinutes(1)), new AtomicInteger());
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(fails, works), POLL)) {
            jobs.start();
            for (int minute = 1; minute <= 3; minute++) {
                clock().now = NOW.plus(Duration.ofMinutes(minute));
                int runs = minute;
                eventually(() -> fails.runs.get() >= runs && works.runs().get() >= runs);
                eventually(() -> idle(jobs));
            }
            LastRun last = Objects.requireNonNull(state(jobs).last());
            assertThat(last.failed()).isTrue();
            assertThat(last.report()).containsExactly("no luck");
        }
    }

    @Test
    default void aRunByHandIsNotedAndADryOneIsNot() {
        var job = Counting.daily();
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(job))) {
            assertThat(jobs.list())
                    .containsExactly(new JobState("counting", "daily at 03:10 UTC", null, null));
            assertThat(jobs.run("counting", true)).isEqualTo(new Outcome.Done(List.of("run 1")));
            assertThat(state(jobs).last()).isNull();
            assertThat(jobs.run("counting", false)).isEqualTo(new Outcome.Done(List.of("run 2")));
            assertThat(state(jobs).last())
                    .isEqualTo(new LastRun(NOW, NOW, false, List.of("run 2")));
            assertThat(jobs.run("nonsense", false)).isEqualTo(new Outcome.Unknown());
        }
    }

    @Test
    default void twoRunsAtOnceAreOne() throws InterruptedException {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        Job slow =
                new Job() {
                    @Override
                    public String name() {
                        return "slow";
                    }

                    @Override
                    public Schedule schedule() {
                        return new Schedule.Every(Duration.ofMinutes(1));
                    }

                    @Override
                    public List<String> run(boolean dryRun) {
                        inside.countDown();
                        try {
                            leave.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return List.of();
                    }
                };
        try (Database first = open();
                Database second = open();
                var one = new JobScheduler(first, List.of(slow));
                var other = new JobScheduler(second, List.of(slow))) {
            Thread running = Thread.ofPlatform().start(() -> one.run("slow", false));
            inside.await();
            assertThat(other.run("slow", false)).isEqualTo(new Outcome.Running());
            assertThat(Objects.requireNonNull(state(other).last()).ended()).isNull();
            leave.countDown();
            running.join();
            assertThat(other.run("slow", false)).isEqualTo(new Outcome.Done(List.of()));
        }
    }

    @Test
    default void aRunThatWasKilledHoldsUpOthersForTenMinutesOnly() {
        var job = Counting.daily();
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(job))) {
            database.write(handle -> JobRows.begin(handle, "counting", NOW));
            assertThat(jobs.run("counting", false)).isEqualTo(new Outcome.Running());
            clock().now = NOW.plus(Duration.ofMinutes(11));
            assertThat(jobs.run("counting", false)).isEqualTo(new Outcome.Done(List.of("run 1")));
        }
    }

    @Test
    default void aClockThatWasAheadPutsOffNothing() {
        var job =
                new Counting(
                        "often", new Schedule.Every(Duration.ofMinutes(1)), new AtomicInteger());
        clock().now = NOW.plus(Duration.ofDays(400));
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(job), POLL)) {
            jobs.start();
            eventually(() -> idle(jobs));
        }
        int before = job.runs().get();
        clock().now = NOW;
        try (Database database = open();
                var jobs = new JobScheduler(database, List.of(job), POLL)) {
            jobs.start();
            eventually(() -> job.runs().get() > before);
            eventually(() -> idle(jobs));
            assertThat(state(jobs).next()).isBefore(NOW.plus(Duration.ofDays(1)));
        }
    }
}
