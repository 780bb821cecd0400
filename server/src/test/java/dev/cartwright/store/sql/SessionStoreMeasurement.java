package dev.cartwright.store.sql;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.TimeRange;
import dev.cartwright.session.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Measures the store on SQLite, outside the test run:
/// `java -cp … dev.cartwright.store.sql.SessionStoreMeasurement FILE CARTS`.
final class SessionStoreMeasurement {
    private static final int CALLERS = 64;

    private final SqlSessionStore store;
    private final int carts;
    private final Instant now;
    private final Random random = new Random(7);

    private SessionStoreMeasurement(SqlSessionStore store, int carts, Instant now) {
        this.store = store;
        this.carts = carts;
        this.now = now;
    }

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]);
        int carts = Integer.parseInt(args[1]);
        boolean fresh = !Files.exists(file);
        var clock = InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000));
        try (Database database = Database.sqlite(file, clock)) {
            var measurement =
                    new SessionStoreMeasurement(
                            new SqlSessionStore(database), carts, clock.instant());
            if (fresh) {
                measurement.fill();
            }
            measurement.reads();
            measurement.lists();
            measurement.writes();
            say("%s", memory());
        }
    }

    private void fill() {
        long start = System.nanoTime();
        for (int i = 0; i < carts; i += 500) {
            var drafts = new ArrayList<SessionDraft>();
            for (int n = i; n < Math.min(carts, i + 500); n++) {
                drafts.add(draft(n));
            }
            store.saveAll(drafts, Actor.SYSTEM);
        }
        say("filled %,d in %.0f s", carts, (System.nanoTime() - start) / 1e9);
    }

    private SessionDraft draft(int n) {
        long age = random.nextLong(90 * 86_400L);
        Instant created = now.minusSeconds(age);
        Instant activity = created.plusSeconds(random.nextLong(3 * 86_400L));
        var times = new Times(created, activity, activity, activity.plusSeconds(604_800), false);
        boolean customer = random.nextInt(10) < 3;
        long owner = customer ? 1 + random.nextInt(carts / 5 + 1) : 0;
        String email = random.nextBoolean() ? "shopper%d@example.com".formatted(n % 300_000) : "";
        long[] products = random.longs(3, 1, 2_000).distinct().toArray();
        return new SessionDraft(
                new CartKey("t_%030x".formatted(n * 2_654_435_761L)),
                Owner.of(owner),
                times,
                random.nextInt(10) < 4 ? "woocommerce" : "cocart",
                SampleCarts.cart(
                        random.nextLong(100_000),
                        email,
                        "First" + random.nextInt(500),
                        "Last" + random.nextInt(5_000),
                        products));
    }

    private void reads() {
        var keys = new ArrayList<CartKey>();
        for (int i = 0; i < 10_000; i++) {
            keys.add(new CartKey("t_%030x".formatted(i * 97 % carts * 2_654_435_761L)));
        }
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            keys.forEach(store::find);
            say("find: %.1f us", (System.nanoTime() - start) / 1e3 / keys.size());
        }
    }

    private void lists() {
        var newest = SessionOrder.NEWEST_FIRST;
        var activity = new SessionOrder(SessionOrder.Field.LAST_ACTIVITY, true);
        var expiry = new SessionOrder(SessionOrder.Field.CART_EXPIRY, false);
        var total = new SessionOrder(SessionOrder.Field.TOTAL, true);
        var key = new SessionOrder(SessionOrder.Field.CART_KEY, true);
        var id = new SessionOrder(SessionOrder.Field.CART_ID, true);
        page("default", SessionFilter.ALL, newest, 1);
        for (SessionOrder order : List.of(newest, activity, expiry, total, key, id)) {
            page("all 90% by " + order.field(), SessionFilter.ALL, order, carts / 10 * 9 / 10);
            page("all 50% by " + order.field(), SessionFilter.ALL, order, carts / 20);
        }
        deepCursor(newest);
        for (Status status : Status.values()) {
            var filter = SessionFilter.builder().status(status).build();
            for (SessionOrder order : List.of(newest, activity, expiry, total, key)) {
                page(status + " by " + order.field(), filter, order, 1);
            }
            page(status + " deep", filter, newest, carts / 100);
        }
        var filters =
                List.of(
                        SessionFilter.builder().email("shopper77@example.com"),
                        SessionFilter.builder().customer(new Owner.User(5)),
                        SessionFilter.builder().customer(new Owner.Guest()),
                        SessionFilter.builder().source("woocommerce"),
                        SessionFilter.builder().source("none"),
                        SessionFilter.builder().product(77L),
                        SessionFilter.builder().search("first7"),
                        SessionFilter.builder().search("shopper1"),
                        SessionFilter.builder().search("first12 last33"),
                        SessionFilter.builder().search("t_00000"),
                        SessionFilter.builder().hasItems(false),
                        SessionFilter.builder().minTotal(new BigDecimal(999)),
                        SessionFilter.builder().minTotal(new BigDecimal(500)),
                        SessionFilter.builder()
                                .created(new TimeRange(null, now.minusSeconds(80 * 86_400L))),
                        SessionFilter.builder()
                                .expires(new TimeRange(now, now.plusSeconds(86_400))),
                        SessionFilter.builder()
                                .status(Status.ACTIVE)
                                .source("woocommerce")
                                .minTotal(new BigDecimal(100)),
                        SessionFilter.builder()
                                .status(Status.EXPIRED)
                                .customer(new Owner.Guest())
                                .maxTotal(new BigDecimal(900)),
                        SessionFilter.builder().status(Status.ACTIVE).product(77L),
                        SessionFilter.builder().status(Status.EXPIRED).search("shopper1"));
        int number = 0;
        for (SessionFilter.Builder builder : filters) {
            number++;
            for (SessionOrder order : List.of(newest, activity, expiry, total, key)) {
                page("filter %d by %s".formatted(number, order.field()), builder.build(), order, 1);
            }
        }
    }

    private void deepCursor(SessionOrder order) {
        Instant old = now.minusSeconds(81 * 86_400L);
        var position = new Position(Long.toString(old.getEpochSecond()), 0, false);
        time(
                "cursor 90%",
                () -> store.list(SessionFilter.ALL, order, new PageRequest.From(position, 10)));
    }

    private void page(String name, SessionFilter filter, SessionOrder order, int number) {
        var request = new PageRequest.Numbered(Math.max(1, number), 10);
        time(name, () -> store.list(filter, order, request));
    }

    private static void time(String name, Runnable work) {
        long start = System.nanoTime();
        work.run();
        double first = (System.nanoTime() - start) / 1e6;
        double[] millis = new double[21];
        for (int i = 0; i < millis.length; i++) {
            start = System.nanoTime();
            work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        say("%-40s first %8.2f  median %8.2f  worst %8.2f ms", name, first, millis[10], millis[20]);
    }

    private void writes() throws InterruptedException {
        for (int round = 0; round < 2; round++) {
            rate("updates", n -> draft((int) (n * 7919 % carts)));
            int base = carts + (int) (System.nanoTime() % 1_000_000) * 64;
            rate("inserts", n -> draft(base + (int) n));
        }
    }

    private interface Drafts {
        SessionDraft draft(long n);
    }

    private void rate(String name, Drafts drafts) throws InterruptedException {
        var next = new AtomicLong();
        var done = new AtomicInteger();
        long end = System.nanoTime() + 8_000_000_000L;
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CALLERS; i++) {
            threads.add(
                    Thread.startVirtualThread(
                            () -> {
                                while (System.nanoTime() < end) {
                                    store.save(drafts.draft(next.getAndIncrement()), Actor.SHOPPER);
                                    done.incrementAndGet();
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        say("%s: %,d a second", name, done.get() / 8);
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
