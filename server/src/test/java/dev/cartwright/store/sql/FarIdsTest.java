package dev.cartwright.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Money;
import dev.cartwright.event.Actor;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionMatching;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.StoredSession;
import dev.cartwright.session.TimeRange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists of carts whose ids lie in three ranges, as those of an attached shop do: the rows of one
/// table from 1 on, of the other from 2⁴⁰ on, and what was in trash from 2⁴¹ on.
class FarIdsTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final int CARTS = 240;
    private static final long SECOND_RANGE = 1L << 40;
    private static final long THIRD_RANGE = 1L << 41;
    private static final List<Limits> WAYS =
            List.of(
                    Limits.USUAL,
                    new Limits(0, 0, 0, 0, 3), // gathers and scans
                    new Limits(0, 1_000, 0, 0, 500_000), // gathers and looks up
                    new Limits(1, 20, 30, 60, 1)); // walks, too

    @TempDir private Path directory;
    private final long seed = System.nanoTime();
    private final RandomGenerator random = new Random(seed);
    private final List<StoredSession> stored = new ArrayList<>();
    private Database database;

    @BeforeEach
    void open() {
        database = Database.sqlite(directory.resolve("test.db"), InstantSource.fixed(NOW));
        var store = new SqlSessionStore(database);
        var keys = new ArrayList<CartKey>();
        for (int i = 0; i < CARTS; i++) {
            SessionDraft some = SampleCarts.random(random, NOW);
            var key = new CartKey("key" + i + "_A");
            keys.add(key);
            store.save(
                    new SessionDraft(key, some.owner(), some.times(), some.source(), some.cart()),
                    Actor.SHOPPER);
            if (i % 7 == 0) {
                store.trash(key, Actor.SHOPPER);
            }
        }
        spreadIds();
        keys.forEach(key -> store.find(key).ifPresent(stored::add));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// A third of them stays, the others go far away; none of their neighbours goes with them.
    private void spreadIds() {
        database.write(
                handle -> {
                    try (Statement statement = handle.connection().createStatement()) {
                        move(statement, "session", "id");
                        move(statement, "session_document", "session_id");
                        move(statement, "session_word", "session_id");
                        move(statement, "session_product", "session_id");
                    }
                    return true;
                });
    }

    private static void move(Statement statement, String table, String column) throws SQLException {
        statement.executeUpdate(
                "UPDATE %1$s SET %2$s = %2$s + %2$s %% 3 * %3$d"
                        .formatted(table, column, SECOND_RANGE));
    }

    @Test
    void everyFilterAndOrderTellsWhatAPlainSearchFinds() {
        assertThat(stored).anyMatch(one -> one.session().id() < CARTS + 1);
        assertThat(stored).anyMatch(one -> one.session().id() > SECOND_RANGE);
        assertThat(stored).anyMatch(one -> one.session().id() > THIRD_RANGE);
        for (Limits limits : WAYS) {
            var store = new SqlSessionStore(database, limits);
            for (int i = 0; i < 40; i++) {
                compare(store, filter(), "seed %d, %s".formatted(seed, limits));
            }
        }
    }

    private void compare(SqlSessionStore store, SessionFilter filter, String about) {
        for (SessionOrder.Field field : SessionOrder.Field.values()) {
            var order = new SessionOrder(field, random.nextBoolean());
            List<Long> expected = plain(filter, order);
            String what = "%s, %s, %s".formatted(about, filter, order);
            int size = random.nextInt(1, 60);
            assertThat(byCursor(store, filter, order, size)).as(what).isEqualTo(expected);
            int page = random.nextInt(1, 4);
            Page<Session> numbered =
                    store.list(filter, order, new PageRequest.Numbered(page, size));
            assertThat(numbered.total()).as(what).isEqualTo(expected.size());
            assertThat(numbered.rows().stream().map(Session::id).toList())
                    .as(what)
                    .isEqualTo(expected.stream().skip((page - 1L) * size).limit(size).toList());
        }
    }

    private static List<Long> byCursor(
            SqlSessionStore store, SessionFilter filter, SessionOrder order, int size) {
        var ids = new ArrayList<Long>();
        Page<Session> page = store.list(filter, order, new PageRequest.Numbered(1, size));
        page.rows().forEach(row -> ids.add(row.id()));
        Optional<Position> next = page.next();
        while (next.isPresent()) {
            page = store.list(filter, order, new PageRequest.From(next.get(), size));
            page.rows().forEach(row -> ids.add(row.id()));
            next = page.next();
        }
        return ids;
    }

    private List<Long> plain(SessionFilter filter, SessionOrder order) {
        Comparator<Session> upwards = by(order.field()).thenComparingLong(Session::id);
        return stored.stream()
                .filter(one -> SessionMatching.matches(filter, one, NOW))
                .map(StoredSession::session)
                .sorted(order.descending() ? upwards.reversed() : upwards)
                .map(Session::id)
                .toList();
    }

    private static Comparator<Session> by(SessionOrder.Field field) {
        return switch (field) {
            case CART_CREATED -> Comparator.comparing(session -> session.times().created());
            case CART_UPDATED -> Comparator.comparing(session -> session.times().updated());
            case LAST_ACTIVITY -> Comparator.comparing(session -> session.times().lastActivity());
            case CART_EXPIRY -> Comparator.comparing(session -> session.times().expiry());
            case TOTAL ->
                    Comparator.comparingLong(
                            session -> Money.comparable(session.total(), session.minorUnit()));
            case CART_KEY -> Comparator.comparing(session -> session.key().value());
            case CART_ID -> Comparator.comparingLong(Session::id);
        };
    }

    /// Always with a product or a search, which is where ids of other tables come in.
    private SessionFilter filter() {
        var filter = SessionFilter.builder();
        boolean product = random.nextBoolean();
        if (product) {
            filter.product(random.nextLong(1, 8));
        }
        if (!product || random.nextInt(3) == 0) {
            filter.search(List.of("joh", "john doe", "key1", "key", "mül").get(random.nextInt(5)));
        }
        if (random.nextInt(4) == 0) {
            filter.status(
                    List.of(Status.ACTIVE, Status.EXPIRING, Status.EXPIRED).get(random.nextInt(3)));
        }
        if (random.nextInt(4) == 0) {
            filter.hasItems(random.nextBoolean());
        }
        if (random.nextInt(4) == 0) {
            filter.minTotal(BigDecimal.valueOf(random.nextLong(0, 50)));
        }
        if (random.nextInt(4) == 0) {
            filter.created(new TimeRange(NOW.minusSeconds(random.nextLong(400_000)), null));
        }
        return filter.build();
    }

    /// A cursor is what a caller sends.
    @Test
    void aPlaceThatNoCartHasIsBetweenThoseThatHaveOne() {
        var filter = SessionFilter.builder().search("key").build();
        for (boolean descending : List.of(true, false)) {
            var order = new SessionOrder(SessionOrder.Field.CART_ID, descending);
            List<Long> all = plain(filter, order);
            for (long place :
                    new long[] {
                        Long.MIN_VALUE, -1, 0, 1, SECOND_RANGE, THIRD_RANGE, Long.MAX_VALUE
                    }) {
                List<Long> behind =
                        all.stream().filter(id -> descending ? id < place : id > place).toList();
                var from = new PageRequest.From(new Position("", place, false), CARTS);
                var store = new SqlSessionStore(database, new Limits(0, 0, 0, 0, 3));
                assertThat(
                                store.list(filter, order, from).rows().stream()
                                        .map(Session::id)
                                        .toList())
                        .as("behind %d, descending %s", place, descending)
                        .isEqualTo(behind);
            }
        }
    }
}
