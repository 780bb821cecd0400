package dev.cartwright.store.sql;

import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Measures the filling of an index on SQLite, outside the test run:
/// `java -cp … dev.cartwright.store.sql.IndexMeasurement FILE CARTS`.
final class IndexMeasurement {
    private final Database database;
    private final SqlSessionIndex index;
    private final int carts;
    private final Instant now;

    private IndexMeasurement(Database database, int carts, Instant now) {
        this.database = database;
        this.index = new SqlSessionIndex(database);
        this.carts = carts;
        this.now = now;
    }

    /// Of the demo shop, numbered from 1 as in a table of the shop.
    static Stream<ImportedSession> carts(long seed, long count, Instant now) {
        var number = new AtomicLong();
        return DemoShop.carts(seed, count, now).map(draft -> seen(draft, number.incrementAndGet()));
    }

    private static ImportedSession seen(SessionDraft draft, long number) {
        return new ImportedSession(
                "woocommerce:cocart_carts",
                "%032x".formatted(number * 0x9E3779B97F4A7C15L),
                number,
                draft.key(),
                draft.owner(),
                draft.times(),
                draft.source(),
                new CartDocument.Readable(draft.cart()));
    }

    private static ImportedSession changed(ImportedSession one, String change) {
        return new ImportedSession(
                one.origin(),
                one.fingerprint() + change,
                one.preferredId(),
                one.key(),
                one.owner(),
                one.times(),
                one.source(),
                one.document());
    }

    public static void main(String[] args) throws Exception {
        int carts = Integer.parseInt(args[1]);
        var clock = InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000));
        try (Database database = Database.sqlite(Path.of(args[0]), clock)) {
            var measurement = new IndexMeasurement(database, carts, clock.instant());
            measurement.made();
            measurement.filled();
            measurement.puts();
            if (args.length > 2) {
                measurement.filled(); // over a full one
            }
        }
    }

    private void made() {
        long start = System.nanoTime();
        long made = carts(3, carts, now).filter(one -> one.preferredId() > 0).count();
        say("made %,d in %.1f s", made, seconds(start));
    }

    private void filled() throws IOException, InterruptedException {
        var over = new AtomicBoolean();
        var longest = new AtomicLong();
        Thread other = Thread.ofPlatform().start(() -> writeNowAndThen(over, longest));
        double before = core();
        long start = System.nanoTime();
        try (var loading = index.load().orElseThrow()) {
            say("emptied in %.1f s", seconds(start));
            carts(3, carts, now).gather(Gatherers.windowFixed(1000)).forEach(loading::add);
            say("added in %.1f s", seconds(start));
            loading.finish();
        }
        double took = seconds(start);
        over.set(true);
        other.join();
        say(
                "filled %,d in %.1f s, %,.0f a second; %.1f s of a core; another waited %d ms at most",
                carts, took, carts / took, core() - before, longest.get() / 1_000_000);
        say("%s", memory());
        start = System.nanoTime();
        var page =
                new SqlSessionStore(database)
                        .list(
                                SessionFilter.ALL,
                                SessionOrder.NEWEST_FIRST,
                                new PageRequest.Numbered(1, 10));
        say("first page of %,d in %.1f ms", page.total(), seconds(start) * 1000);
    }

    private void writeNowAndThen(AtomicBoolean over, AtomicLong longest) {
        while (!over.get()) {
            long start = System.nanoTime();
            database.write(
                    handle -> {
                        Database.bump(handle, "measured");
                        return true;
                    });
            longest.accumulateAndGet(System.nanoTime() - start, Math::max);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private void puts() {
        for (int round = 0; round < 5; round++) {
            var changed = new ArrayList<ImportedSession>();
            String change = Integer.toString(round);
            int first = round;
            carts(3, 50_000, now)
                    .filter(one -> one.preferredId() % 100 == first)
                    .map(one -> changed(one, change))
                    .forEach(changed::add);
            long start = System.nanoTime();
            index.put(changed);
            say("put %d changed in %.1f ms", changed.size(), seconds(start) * 1000);
        }
        long start = System.nanoTime();
        index.save(carts(3, 1, now).findFirst().orElseThrow(), Actor.SYSTEM);
        say("saved one in %.1f ms", seconds(start) * 1000);
        long after = 0;
        start = System.nanoTime();
        while (true) {
            var marks = index.marks("woocommerce:cocart_carts", after, 1000);
            if (marks.isEmpty()) {
                break;
            }
            after = marks.getLast().rowId();
        }
        say("all marks in %.1f s", seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Seconds of processor time that were used so far.
    private static double core() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                / 1e3;
    }

    private static String memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon") || line.startsWith("VmHWM"))
                .toList()
                .toString();
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
