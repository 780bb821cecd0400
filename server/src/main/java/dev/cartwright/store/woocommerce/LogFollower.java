package dev.cartwright.store.woocommerce;

import dev.cartwright.store.woocommerce.ChangedRows.Taken;
import dev.cartwright.store.woocommerce.LogAccess.Readable;
import dev.cartwright.store.woocommerce.LogAccess.Unreadable;
import dev.cartwright.woocommerce.CartTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Learns from the binary log of the shop's server which carts change, and has these compared with
/// their rows. The log never tells what is in a cart.
///
/// Every second the server is asked where its log ends; when all in front of that place has been
/// looked at, the index knows everything that was changed before it was asked. Reading goes on
/// there after whatever goes wrong, so what is looked at twice does no harm.
///
/// For one thread; another one reads from the server.
final class LogFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final long ASK_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final long CHECK_EVERY = TimeUnit.MINUTES.toNanos(1);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final int AT_A_TIME = 500;
    private static final int MOST_WAITING = 50_000;

    /// Servers have ids from 1 to 2^32 - 1, and people give them low ones.
    private static final long LOWEST_ID = 1L << 31;

    /// A change stands in the log a moment before it can be read in the table, or longer, where the
    /// server waits for a replica in between, which it does for ten seconds unless told otherwise.
    private static final List<Duration> LOOK_AGAIN =
            List.of(Duration.ofMillis(1_500), Duration.ofSeconds(12));

    private final BinaryLog log;
    private final WooDatabase shop;
    private final CartLayouts layouts;
    private final ShopChanges changes;
    private final IndexProgress progress;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final List<LaterLooks> again = LOOK_AGAIN.stream().map(LaterLooks::new).toList();
    private volatile LogWatch watch = new LogWatch("", List.of(), List.of());

    /// Where to go on, null for the log's end.
    private @Nullable LogMark mark;

    /// What has to be reached next.
    private @Nullable LogMark asked;

    private @Nullable LogReading reading;
    private long id;
    private long nextAttempt = System.nanoTime();
    private long nextAsk = nextAttempt;
    private long nextCheck = nextAttempt;
    private int failures;
    private String told = "";

    /// @param mark where an earlier run stopped
    LogFollower(
            WooDatabase shop,
            CartLayouts layouts,
            ShopChanges changes,
            IndexProgress progress,
            Optional<LogMark> mark,
            InstantSource clock,
            RandomGenerator random) {
        log = new BinaryLog(shop);
        this.shop = shop;
        this.layouts = layouts;
        this.changes = changes;
        this.progress = progress;
        this.mark = mark.orElse(null);
        this.clock = clock;
        this.random = random;
        id = newId();
    }

    private long newId() {
        return random.nextLong(LOWEST_ID, LOWEST_ID << 1);
    }

    /// Where an index that is kept as it is would have to go on.
    Optional<LogMark> mark() {
        return Optional.ofNullable(mark);
    }

    /// Begins to read when it is time to; changes are kept until [#turn].
    void attend() {
        LogReading running = reading;
        if (running == null) {
            if (System.nanoTime() - nextAttempt >= 0) {
                begin();
            }
        } else if (running.over()) {
            over(running);
        }
    }

    /// Has the index compared with what changed.
    ///
    /// @return whether something may have been missed that only a sweep finds
    boolean turn() {
        boolean followed = progress.followed();
        lookAgain();
        attend();
        LogReading running = reading;
        if (running != null) {
            try {
                apply(running);
            } catch (RuntimeException e) {
                stop(); // what was taken is read again
                throw e;
            }
        }
        return followed && !progress.followed();
    }

    private void begin() {
        Instant moment = clock.instant();
        nextAttempt = System.nanoTime() + FIRST_PAUSE; // when nobody answers
        if (!LogClient.canServe(shop.address())) {
            refused("the address names several servers", "");
            return;
        }
        switch (log.look()) {
            case Unreadable(String reason, String grant) -> refused(reason, grant);
            case Readable(String schema, LogPosition end) -> {
                if (!watch.schema().equals(schema)) { // later, what changed has to be a gap
                    watch = LogWatch.of(schema, shop.prefix(), layouts.get());
                }
                LogMark from = mark == null ? new LogMark(moment, end, "") : mark;
                mark = from;
                if (!progress.follows()) {
                    progress.follow(from.moment());
                }
                asked = null;
                nextAsk = System.nanoTime();
                nextCheck = nextAsk + CHECK_EVERY;
                reading = LogReading.start(shop, from, id, () -> watch);
            }
        }
    }

    private void refused(String reason, String grant) {
        nextAttempt = System.nanoTime() + CHECK_EVERY;
        progress.unfollow();
        if (grant.isEmpty()) {
            mark = null; // what changes now is in no log that may go on behind it
        }
        String allow = grant.isEmpty() ? "" : "; to allow it: " + grant;
        tell("the shop's binary log is not followed: " + reason + allow);
    }

    private void tell(String what) {
        if (!told.equals(what)) {
            LOG.info(what);
        }
        told = what;
    }

    private void over(LogReading ended) {
        reading = null;
        Optional<Exception> failure = ended.failure();
        if (failure.map(LogClient::placeLost).orElse(false)) {
            lost("the server has not kept the part that comes next");
            return;
        }
        tell("the shop's binary log cannot be read: " + LogClient.shortly(failure));
        long pause = FIRST_PAUSE << Math.min(failures++, 10);
        nextAttempt = System.nanoTime() + Math.min(pause, LONGEST_PAUSE);
    }

    /// Begins anew at the log's end; what lies between is for the sweep.
    private void lost(String why) {
        stop();
        LOG.warn("the shop's binary log is followed from its end: {}", why);
        mark = null;
        id = newId(); // or somebody with the same one took our place
        progress.unfollow();
        nextAttempt = System.nanoTime();
    }

    private void apply(LogReading running) {
        Taken taken = running.changes().take(room());
        String from = running.from().file();
        if (!from.isEmpty() && !taken.firstFile().isEmpty() && !from.equals(taken.firstFile())) {
            lost("the log is not the one that was read before");
            return;
        }
        if (taken.restructured()) {
            layouts.forget();
        }
        boolean others = watchOthers();
        if (others) {
            mark = null; // what is in front of it may not be in the index
        }
        var told = new Told(taken.rows(), taken.keys());
        boolean whole = compare(told);
        later(0, told);
        String gap = others ? "other tables of carts can be read" : taken.gap();
        if (gap != null) {
            LOG.atInfo().log(
                    "a sweep has to find what the shop's binary log did not tell: {}", gap);
            progress.unfollow();
            asked = null;
            nextAsk = System.nanoTime();
        }
        if (whole) {
            reached(taken);
        } else {
            asked = null; // what others were at is looked at again, and that is no proof yet
        }
        if (System.nanoTime() - nextCheck >= 0) {
            check();
        } else if (asked == null && System.nanoTime() - nextAsk >= 0) {
            ask();
        }
    }

    /// Whether there are others than before; a right to read one may be given while we run, and
    /// rows that were told until now were passed over.
    private boolean watchOthers() {
        LogWatch before = watch;
        watch = LogWatch.of(before.schema(), shop.prefix(), layouts.get());
        return !watch.equals(before);
    }

    /// False when the index could not be told of everything.
    private boolean compare(Told told) {
        boolean whole = changes.compareKeys(told.keys());
        for (Map.Entry<CartTable, List<Long>> rows : told.rows().entrySet()) {
            whole &= changes.compareRows(rows.getKey(), rows.getValue());
        }
        return whole;
    }

    private void later(int round, Told told) {
        if (round < again.size()) {
            again.get(round).add(told, System.nanoTime());
        }
    }

    private void lookAgain() {
        for (int round = 0; round < again.size(); round++) {
            LaterLooks looks = again.get(round);
            long now = System.nanoTime();
            Told due = looks.due(now);
            compare(due);
            later(round + 1, due);
            looks.done(now);
        }
    }

    /// What waits for another look has its bound too: beyond, no more is taken, so it piles up
    /// where it becomes a gap.
    private int room() {
        int waiting = again.stream().mapToInt(LaterLooks::size).sum();
        return Math.clamp(MOST_WAITING - waiting, 0, AT_A_TIME);
    }

    private void reached(Taken taken) {
        LogMark next = asked;
        LogPosition position = taken.position();
        if (next == null || position == null || !position.reached(next.position())) {
            return;
        }
        boolean sameFile = position.file().equals(next.position().file());
        mark = new LogMark(next.moment(), next.position(), sameFile ? taken.file() : "");
        progress.followedTo(next.moment());
        asked = null;
        failures = 0;
        tell("the shop's binary log is followed");
    }

    private void ask() {
        Instant moment = clock.instant();
        nextAsk = System.nanoTime() + ASK_EVERY;
        log.end().ifPresentOrElse(end -> awaitEnd(moment, end), this::check);
    }

    private void awaitEnd(Instant moment, LogPosition end) {
        var next = new LogMark(moment, end, "");
        if (!progress.follows()) {
            progress.follow(moment);
            mark = next; // what is in front of it is for the sweep
        }
        asked = next;
    }

    /// Rights and settings of the server may have changed.
    private void check() {
        nextCheck = System.nanoTime() + CHECK_EVERY;
        if (log.look() instanceof Unreadable(String reason, String grant)) {
            stop();
            refused(reason, grant);
        }
    }

    private void stop() {
        LogReading running = reading;
        reading = null;
        asked = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
