package dev.cartwright.store.woocommerce;

import dev.cartwright.outage.Outage;
import dev.cartwright.session.SessionIndex;
import dev.cartwright.store.woocommerce.FirstScan.Outcome.Elsewhere;
import dev.cartwright.store.woocommerce.FirstScan.Outcome.Filled;
import dev.cartwright.store.woocommerce.FirstScan.Outcome.Stopped;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the index like the shop's tables: fills it once, then looks every second for what is
/// likely to have changed, and goes through everything at a pace that the shop's database does not
/// feel.
public final class IndexKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final long KEEP_EVERY = TimeUnit.SECONDS.toNanos(10);

    /// The sweep rests so many times as long as the shop's database was kept busy.
    private static final long REST = 32;

    /// A look rests so many times as long, where that is more than a second. So the sweep, which
    /// waits for what the looks cost too, has a third of the time at least, however slowly the shop
    /// answers.
    private static final long LOOK_REST = 3 * REST / 2;

    /// While the binary log tells what changes, the sweep only looks after it.
    private static final long LONG_REST = 99;

    private static final long LOOK_AFTER_EVERY = TimeUnit.MINUTES.toNanos(1);
    private static final long FOLLOW_EVERY = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long FOLLOW_AT_LEAST_EVERY = TimeUnit.SECONDS.toNanos(1);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final SessionIndex index;
    private final ShopRestorations restorations;
    private final IndexProgress progress;
    private final FirstScan scan;
    private final Watch watch;
    private final @Nullable LogFollower follower;
    private final List<Sweep> sweeps;
    private final CartLayouts layouts;
    private final ShopCarts carts;
    private final ShopView view;
    private final Supplier<LiveCarts> reader;
    private final SweptAt sweptAt;
    private final KnownFilling filling;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean failing;
    private boolean waiting;

    /// Where a later run may go on: found before a look at the index said that it was still the
    /// same.
    private @Nullable Reached reached;

    /// @param place in the binary log, null where that is not read
    /// @param salt of the fingerprints
    private record Reached(Instant swept, @Nullable String place, String salt) {}

    /// @param following makes what follows the binary log
    IndexKeeper(
            SessionIndex index,
            ShopRestorations restorations,
            IndexProgress progress,
            ShopParts parts,
            Supplier<LiveCarts> reader,
            SweptAt sweptAt,
            Function<ShopChanges, Optional<LogFollower>> following) {
        this.index = index;
        this.restorations = restorations;
        this.progress = progress;
        this.layouts = parts.layouts();
        this.carts = parts.carts();
        view = parts.view();
        this.reader = reader;
        this.sweptAt = sweptAt;
        filling = new KnownFilling(index::state, progress, parts.view()::moment);
        var lifetimes = new Lifetimes();
        var changes =
                new ShopChanges(
                        parts.carts(), parts.view(), index, parts.guards(), progress, lifetimes);
        scan =
                new FirstScan(
                        parts.carts(),
                        parts.people(),
                        parts.view(),
                        index,
                        progress,
                        this::stopped);
        follower = following.apply(changes).orElse(null);
        watch = new Watch(parts.carts(), parts.view(), changes, progress, lifetimes);
        sweeps =
                Stream.of(CartTable.values())
                        .map(
                                table ->
                                        new Sweep(
                                                table,
                                                parts.carts(),
                                                parts.view(),
                                                changes,
                                                progress))
                        .toList();
    }

    public void start() {
        thread = Thread.ofVirtual().name("index-keeper").start(this::run);
    }

    /// Fills the index anew; from now on lists are not answered until that is done.
    public void rebuild() {
        index.doubt();
        progress.outdated();
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private void run() {
        while (!stopped()) {
            try {
                if (prepare()) {
                    turns();
                }
            } catch (Outage e) {
                tell("the index of the shop's carts waits: {}", e);
            } catch (RuntimeException e) {
                LOG.warn("could not keep the index of the shop's carts", e);
            }
            rest(AFTER_FAILURE.toNanos());
        }
    }

    private void tell(String what, Outage e) {
        if (!failing) {
            LOG.warn(what, e.getMessage());
        }
        failing = true;
    }

    /// False when it was stopped, or another server fills the index.
    private boolean prepare() {
        layouts.forget();
        settle();
        if (follower != null) {
            follower.attend(); // what changes during a scan is told too
        }
        if (!filling.adopt() && !fill()) {
            return false;
        }
        sweeps.forEach(Sweep::begin);
        watch.begin();
        if (failing) {
            LOG.info("the shop's database is back");
        }
        failing = false;
        waiting = false;
        return true;
    }

    /// Again, when that was asked for meanwhile.
    private boolean fill() {
        do {
            LiveCarts live = reader.get();
            switch (scan.run(live)) {
                case Filled(long number, Instant begun) -> {
                    filling.filled(number, begun);
                    progress.filledBy(live.salt());
                }
                case Stopped _ -> {
                    return false;
                }
                case Elsewhere _ -> {
                    tellWaiting();
                    return false;
                }
            }
        } while (!stopped() && !filling.adopt());
        reached = here();
        keep();
        return true;
    }

    private void tellWaiting() {
        if (!waiting) {
            LOG.info("another server is building the index of the shop's carts");
        }
        waiting = true;
    }

    /// Whether the index is still the one that this process keeps.
    private boolean lasts() {
        Reached before = here();
        boolean lasts = filling.lasts();
        reached = lasts ? before : reached;
        return lasts;
    }

    private Reached here() {
        String place = follower == null ? null : follower.mark().map(LogMark::text).orElse("");
        return new Reached(progress.sweptAt(), place, progress.salt());
    }

    private void keep() {
        Reached last = reached;
        if (last != null) {
            String place = last.place;
            sweptAt.keep(last.swept, place == null ? sweptAt.place() : place, last.salt);
        }
    }

    /// Until something fails, the index is filled anew by whomever, or the end.
    private void turns() {
        long nextLook = System.nanoTime();
        long nextFollow = nextLook;
        long nextSweep = nextLook + (progress.followed() ? LOOK_AFTER_EVERY : 0);
        long nextKeep = nextLook + KEEP_EVERY;
        int turn = 0;
        long cycle = nextLook;
        while (!stopped() && lasts()) {
            noteReading();
            long now = System.nanoTime();
            boolean followed = progress.followed();
            long before = carts.busyNanos();
            if (follower != null && now - nextFollow >= 0) {
                boolean missed = follower.turn();
                nextFollow = System.nanoTime() + followPause(carts.busyNanos() - before);
                nextSweep = missed ? System.nanoTime() : nextSweep;
            } else if (now - nextLook >= 0) {
                look(followed);
                long busy = carts.busyNanos() - before;
                nextLook = now + Math.max(LOOK_EVERY, busy * LOOK_REST);
                nextSweep += followed ? 0 : busy * REST;
            } else if (now - nextSweep >= 0) {
                boolean last = sweeps.get(turn).step();
                long end = System.nanoTime();
                nextSweep = end + (carts.busyNanos() - before) * (followed ? LONG_REST : REST);
                turn = last ? (turn + 1) % sweeps.size() : turn;
                if (last && turn == 0) {
                    long least = followed ? LOOK_AFTER_EVERY : LOOK_EVERY;
                    nextSweep = Math.max(nextSweep, cycle + least);
                    cycle = end;
                }
            }
            if (System.nanoTime() - nextKeep >= 0) {
                keep();
                nextKeep = System.nanoTime() + KEEP_EVERY;
            }
            long next = Math.min(nextLook, nextSweep);
            next = follower == null ? next : Math.min(next, nextFollow);
            rest(Math.min(next - System.nanoTime(), LOOK_EVERY)); // others may want a filling
        }
    }

    /// With another currency, or a better reader of ours, the same rows are other carts.
    private void noteReading() {
        if (progress.read(view.salt(), view.moment())) {
            LOG.info("the shop's carts are read in another way than before; the index follows");
        }
    }

    private static long followPause(long busy) {
        return Math.clamp(busy * REST, FOLLOW_EVERY, FOLLOW_AT_LEAST_EVERY);
    }

    private void look(boolean followed) {
        settle();
        watch.look(followed);
    }

    private void settle() {
        int settled = restorations.settle();
        if (settled > 0) {
            LOG.atInfo().addKeyValue("carts", settled).log("settled what was begun and not ended");
        }
    }

    private void rest(long nanos) {
        try {
            if (nanos > 0 && stop.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    @Override
    public void close() {
        stop.countDown();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(35));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        if (progress.complete()) {
            keep();
        }
        if (follower != null) {
            follower.close();
        }
    }
}
