package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists by a status that changes with the clock, read from the marks and what lies beyond them.
class SettlementTest {
    private static final Instant BEGIN = Instant.parse("2026-03-29T01:30:00Z");
    private static final Duration WINDOW = Status.EXPIRING_WINDOW;
    private static final int CARTS = 200;

    @TempDir private Path directory;
    private final MovingClock clock = new MovingClock(BEGIN);
    private final List<Session> saved = new ArrayList<>();
    private Database database;
    private SqlSessionStore store;

    /// More than a few carts of each status, so that marks are read; less than a few between a
    /// line and now.
    @BeforeEach
    void open() {
        database = MigratedSqlite.open(directory.resolve("test.db"), clock);
        store = new SqlSessionStore(database, new Limits(25, 0, 0, 0, 7));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// Carts expire every three minutes from an hour ago on, and are created in another order.
    private void saveAll() {
        for (int i = 0; i < CARTS; i++) {
            Instant created = BEGIN.minus(Duration.ofDays(9)).plusSeconds(i * 7919L % CARTS / 2);
            Instant expiry = BEGIN.minus(Duration.ofHours(1)).plus(Duration.ofMinutes(3L * i));
            var times = new Times(created, created, created, expiry, false);
            var cart = SampleCarts.cart(100 + i, "", "", "", 42);
            var draft =
                    new SessionDraft(
                            new CartKey("key" + i), new Owner.Guest(), times, "cocart", cart);
            saved.add(store.save(draft, Actor.SHOPPER));
        }
    }

    @Test
    void sessionsAboutToExpireAreListedInOrder() {
        saveAll();
        assertLists();
    }

    @Test
    void theyAreAcrossTheLineUpToWhichTheyAreMarked() {
        saveAll();
        clock.now = BEGIN.plus(Duration.ofMinutes(50)); // sixteen carts beyond each line
        assertLists();
    }

    @Test
    void theyAreAfterMarkingWentOn() {
        saveAll();
        for (int minutes = 20; minutes < 600; minutes += 20) {
            clock.now = BEGIN.plus(Duration.ofMinutes(minutes));
            settle();
            clock.now = clock.now.plus(Duration.ofMinutes(10));
            assertLists();
        }
    }

    @Test
    void theyAreWhenTheClockWasSetBack() {
        saveAll();
        clock.now = BEGIN.plus(Duration.ofMinutes(50));
        settle();
        for (int seconds : List.of(1, 59, 61, 600, 3_000)) {
            clock.now = BEGIN.plus(Duration.ofMinutes(50)).minusSeconds(seconds);
            assertLists();
        }
    }

    @Test
    void theyAreWhenMuchWasLeftUnmarked() {
        saveAll();
        clock.now = BEGIN.plus(Duration.ofHours(5));
        assertLists();
    }

    @Test
    void aChangedExpiryMovesASession() {
        saveAll();
        Session first = inStatus(Status.EXPIRING).getFirst();
        Times times = first.times();
        Instant later = clock.now.plus(WINDOW).plusSeconds(1);
        var draft =
                new SessionDraft(
                        first.key(),
                        first.owner(),
                        new Times(times.created(), times.lastActivity(), clock.now, later, false),
                        "cocart",
                        SampleCarts.cart(100, "", "", "", 42));
        saved.remove(first);
        saved.add(store.save(draft, Actor.SHOPPER));
        assertLists();
        assertThat(listed(Status.EXPIRING, 7)).doesNotContain(first.id());
    }

    /// A server was away for hours, so that many more have expired than one step marks.
    @Test
    void whoBeginsToServeMarksWhatExpiredMeanwhile() {
        store.saveAll(manyThatExpireTogether(), Actor.SYSTEM);
        clock.now = BEGIN.plus(Duration.ofDays(2));
        assertThat(unmarked()).isGreaterThan(Settlement.STEP);
        new SqlSessionStore(database).settleSoon();
        Soon.await("marks", () -> unmarked() == 0);
        assertThat(listed(Status.EXPIRED, 7)).hasSize(Settlement.STEP + 100);
    }

    private long unmarked() {
        long now = clock.now.getEpochSecond();
        return database.read(handle -> new MarkedLists(handle, Limits.USUAL, now).unmarked());
    }

    private static List<SessionDraft> manyThatExpireTogether() {
        var drafts = new ArrayList<SessionDraft>();
        for (int i = 0; i < Settlement.STEP + 100; i++) {
            Instant expiry = BEGIN.plus(Duration.ofHours(20)).plusSeconds(i);
            var times = new Times(BEGIN, BEGIN, BEGIN, expiry, false);
            var cart = SampleCarts.cart(100, "", "", "", 42);
            drafts.add(
                    new SessionDraft(
                            new CartKey("many" + i), new Owner.Guest(), times, "cocart", cart));
        }
        return drafts;
    }

    private void settle() {
        boolean done = false;
        while (!done) {
            done = database.write(handle -> Settlement.step(handle, clock.now.getEpochSecond()));
        }
    }

    private void assertLists() {
        for (Status status : List.of(Status.ACTIVE, Status.EXPIRING, Status.EXPIRED)) {
            List<Long> expected = inStatus(status).stream().map(Session::id).toList();
            assertThat(listed(status, 7)).as("%s at %s", status, clock.now).isEqualTo(expected);
        }
    }

    private List<Session> inStatus(Status status) {
        Instant soon = clock.now.plus(WINDOW);
        Predicate<Instant> is =
                switch (status) {
                    case ACTIVE -> expiry -> expiry.isAfter(soon);
                    case EXPIRING -> expiry -> expiry.isAfter(clock.now) && !expiry.isAfter(soon);
                    case EXPIRED -> expiry -> !expiry.isAfter(clock.now);
                    case TRASH -> throw new IllegalArgumentException();
                };
        return saved.stream()
                .filter(session -> is.test(session.times().expiry()))
                .sorted(
                        Comparator.comparing((Session session) -> session.times().created())
                                .thenComparingLong(Session::id)
                                .reversed())
                .toList();
    }

    private List<Long> listed(Status status, int size) {
        var filter = SessionFilter.builder().status(status).build();
        var ids = new ArrayList<Long>();
        PageRequest request = new PageRequest.Numbered(1, size);
        while (true) {
            Page<Session> page = store.list(filter, SessionOrder.NEWEST_FIRST, request);
            page.rows().forEach(row -> ids.add(row.id()));
            if (page.next().isEmpty()) {
                assertThat(page.total()).isEqualTo(ids.size());
                return ids;
            }
            request = new PageRequest.From(page.next().get(), size);
        }
    }
}
