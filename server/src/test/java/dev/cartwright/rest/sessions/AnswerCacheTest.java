package dev.cartwright.rest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.cart.Cart;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportedSession;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SampleCarts;
import dev.cartwright.session.Selection;
import dev.cartwright.session.SessionChanges;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.Times;
import dev.cartwright.shop.ShopSettings;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlSessionStore;
import dev.cartwright.store.sql.SqlShopStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers kept by a server over a real SQLite file.
class AnswerCacheTest {
    private static final Instant NOW = Instant.parse("2026-03-29T01:30:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    /// In place of a total when no live cart has the key.
    private static final long IN_TRASH = -1;

    private static final long PLENTY = 10_000_000;
    private static final Principal CALLER =
            new Principal(11, 1, Permission.READ_WRITE, Set.of(Capability.MANAGE_WOOCOMMERCE));

    @TempDir private Path directory;
    private volatile Instant now = NOW;
    private Database database;
    private SqlSessionStore store;
    private SqlShopStore shop;
    private AnswerCache cache;
    private GetSession endpoint;

    @BeforeEach
    void open() {
        database = MigratedSqlite.open(directory.resolve("test.db"), () -> now);
        store = new SqlSessionStore(database);
        shop = new SqlShopStore(database);
        use(PLENTY);
    }

    private void use(long bytes) {
        cache = AnswerCache.of(database.sessionChanges(), bytes);
        var sessions = new Sessions(store, shop, new EverythingKnown(), () -> now);
        endpoint = new GetSession(sessions, SessionReads.told(store), cache);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Cart cart(long total) {
        return SampleCarts.cart(total, "John@Example.com", "John", "Doe", 42, 43);
    }

    private static SessionDraft draft(String key, long total) {
        return draft(key, total, NOW.plus(WEEK));
    }

    private static SessionDraft draft(String key, long total, Instant expiry) {
        var times = new Times(NOW, NOW, NOW, expiry, false);
        return new SessionDraft(new CartKey(key), new Owner.Guest(), times, "cocart", cart(total));
    }

    private void save(String key, long total) {
        store.save(draft(key, total), Actor.SHOPPER);
    }

    private Response ask(String key, String query, String base) {
        var request =
                new Request(
                        "request-1",
                        "GET",
                        "/cocart/v2/session/" + key,
                        Map.of("key", key),
                        SessionsApi.query(query),
                        base,
                        Map.of(),
                        Optional.empty(),
                        new Credentials.None(),
                        "127.0.0.1");
        return endpoint.handle(request, CALLER);
    }

    private Answer get(String key) {
        return SessionsApi.read(ask(key, "", SessionsApi.BASE));
    }

    private long total(String key) {
        return total(get(key));
    }

    private static long total(Answer answer) {
        return answer.body().path("totals").path("total").asLong(IN_TRASH);
    }

    /// Until an answer stays, which may take a moment after another process has written.
    private void keep(String key) {
        Soon.await(
                "an answer that stays",
                () -> {
                    Response first = ask(key, "", SessionsApi.BASE);
                    return isSame(ask(key, "", SessionsApi.BASE), first);
                });
    }

    @SuppressWarnings("ReferenceEquality") // the very same object is what this is about
    private static boolean isSame(Response one, Response other) {
        return one == other;
    }

    @Test
    void theSameAnswerIsGivenAgainAndSaysTheSameAsAFreshOne() throws Exception {
        save("cart", 5000);
        keep("cart");
        var fresh = new GetSession(new Sessions(store, shop, new EverythingKnown(), () -> now));
        Answer kept = get("cart");
        endpoint = fresh;
        assertThat(kept.body()).isEqualTo(get("cart").body());
    }

    @Test
    void everyKindOfOwnWriteIsSeenAtOnce() throws Exception {
        save("cart", 5000);
        keep("cart");
        save("cart", 6000);
        assertThat(total("cart")).isEqualTo(6000);
        keep("cart");
        store.trash(new CartKey("cart"), Actor.SHOPPER);
        assertThat(get("cart").status()).isEqualTo(404);
        store.restore(new CartKey("cart"), Actor.SHOPPER);
        assertThat(total("cart")).isEqualTo(6000);
        keep("cart");
        store.purge(new CartKey("cart"), Actor.SHOPPER);
        assertThat(get("cart").status()).isEqualTo(404);
        save("cart", 7000);
        keep("cart");
        var selection = new Selection.Keys(List.of(new CartKey("cart")));
        store.deleteAll(selection, false, true, Actor.SHOPPER);
        assertThat(total("cart")).isEqualTo(7000);
        store.deleteAll(selection, false, false, Actor.SHOPPER);
        assertThat(get("cart").status()).isEqualTo(404);
        store.saveAll(List.of(draft("cart", 8000), draft("other", 1)), Actor.SHOPPER);
        assertThat(total("cart")).isEqualTo(8000);
    }

    @Test
    void anImportThatUpdatesACartIsSeenAtOnce() throws Exception {
        store.importAll(List.of(imported("a", 5000)), Actor.IMPORT);
        keep("cart");
        store.importAll(List.of(imported("b", 6000)), Actor.IMPORT);
        assertThat(total("cart")).isEqualTo(6000);
    }

    private static ImportedSession imported(String fingerprint, long total) {
        SessionDraft draft = draft("cart", total);
        return new ImportedSession(
                "shop",
                fingerprint,
                0,
                draft.key(),
                draft.owner(),
                draft.times(),
                "woocommerce",
                new CartDocument.Readable(draft.cart()));
    }

    @Test
    void ownChangesOfTheShopAreSeenAtOnce() throws Exception {
        save("cart", 5000);
        keep("cart");
        Response before = ask("cart", "", SessionsApi.BASE);
        shop.importSettings(ShopSettings.DEFAULT, Actor.IMPORT);
        assertThat(ask("cart", "", SessionsApi.BASE)).isNotSameAs(before);
    }

    @Test
    void writesOfAnotherProcessAreSeenWithinASecond() throws Exception {
        save("cart", 5000);
        try (var other = MigratedSqlite.open(directory.resolve("test.db"), () -> now)) {
            var elsewhere = new SqlSessionStore(other);
            var wanted = new AtomicLong(5000);
            Soon.quickest(
                    Duration.ofSeconds(1),
                    () -> {
                        keep("cart");
                        long next = wanted.incrementAndGet();
                        elsewhere.save(draft("cart", next), Actor.SHOPPER);
                        return next;
                    },
                    next -> total("cart") == next);
        }
    }

    @Test
    void ownWritesDropOnlyTheAnswersTheyTouch() throws Exception {
        save("cart", 5000);
        save("other", 5000);
        keep("cart");
        Response before = ask("cart", "", SessionsApi.BASE);
        long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
        while (System.nanoTime() < end) { // two looks for other processes' writes
            save("other", 6000);
        }
        assertThat(ask("cart", "", SessionsApi.BASE)).isSameAs(before);
    }

    /// A reader that begins after a write has returned sees that write or a later one.
    @Test
    void nobodySeesAnOlderVersionThanTheLastThatWasAcknowledged() throws Exception {
        long seed = new Random().nextLong();
        int carts = 3;
        for (int i = 0; i < carts; i++) {
            save("cart" + i, 1);
        }
        var acknowledged = new AtomicLongArray(new long[] {1, 1, 1});
        var done = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var readers = new ArrayList<Future<Integer>>();
            for (int r = 0; r < 6; r++) {
                var random = new Random(seed + r);
                readers.add(
                        threads.submit(
                                () -> {
                                    int rounds = 0;
                                    while (!done.get()) {
                                        int i = random.nextInt(carts);
                                        long least = acknowledged.get(i);
                                        long seen = total("cart" + i);
                                        if (seen != IN_TRASH) {
                                            assertThat(seen)
                                                    .as("seed %d", seed)
                                                    .isGreaterThanOrEqualTo(least);
                                        }
                                        rounds++;
                                    }
                                    return rounds;
                                }));
            }
            var random = new Random(seed - 1);
            for (long total = 2; total < 600; total++) {
                int i = random.nextInt(carts);
                if (random.nextInt(4) == 0) {
                    store.trash(new CartKey("cart" + i), Actor.SHOPPER);
                    store.restore(new CartKey("cart" + i), Actor.SHOPPER);
                }
                save("cart" + i, total);
                acknowledged.set(i, total);
            }
            done.set(true);
            int rounds = 0;
            for (Future<Integer> reader : readers) {
                rounds += reader.get();
            }
            assertThat(rounds).isPositive();
        }
    }

    @Test
    void theStatusChangesAtItsMoment() throws Exception {
        Instant expiry = NOW.plus(Duration.ofHours(10));
        store.save(draft("cart", 5000, expiry), Actor.SHOPPER);
        keep("cart");
        assertThat(status("cart")).isEqualTo("active");
        now = expiry.minus(Duration.ofHours(6)).minusMillis(1);
        assertThat(status("cart")).isEqualTo("active");
        now = expiry.minus(Duration.ofHours(6));
        assertThat(status("cart")).isEqualTo("expiring");
        now = expiry.minusMillis(1);
        assertThat(status("cart")).isEqualTo("expiring");
        now = expiry;
        assertThat(status("cart")).isEqualTo("expired");
        assertThat(get("cart").body().path("problems").toString()).contains("expired");
        now = NOW; // clocks are set back, too
        assertThat(status("cart")).isEqualTo("active");
    }

    private String status(String key) {
        return get(key).body().path("cart_status").asString();
    }

    @Test
    void picturesAddressesAndSelectionsAreKeptApart() throws Exception {
        save("cart", 5000);
        keep("cart");
        Answer plain = get("cart");
        Answer elsewhere = SessionsApi.read(ask("cart", "", "https://other.example"));
        assertThat(elsewhere.body().path("link").asString()).startsWith("https://other.example/");
        assertThat(plain.body().path("link").asString()).startsWith(SessionsApi.BASE);
        assertThat(ask("cart", "thumb=false", SessionsApi.BASE))
                .isNotSameAs(ask("cart", "", SessionsApi.BASE));
        for (String query : List.of("_fields=cart_key", "_envelope=1")) {
            assertThat(ask("cart", query, SessionsApi.BASE).body())
                    .isInstanceOf(Response.Body.Json.class);
        }
        assertThat(ask("cart", "unknown=1", SessionsApi.BASE))
                .isSameAs(ask("cart", "", SessionsApi.BASE));
    }

    @Test
    void itTakesNoMoreMemoryThanAllowed() {
        long bytes = 100_000;
        use(bytes);
        for (int i = 0; i < 200; i++) {
            save("cart" + i, 1000 + i);
            assertThat(total("cart" + i)).isEqualTo(1000 + i);
        }
        assertThat(cache.weight()).isBetween(bytes / 2, bytes);
    }

    @Test
    void nothingIsKeptWithoutMemoryOrWhereChangesAreNotTold() {
        assertThat(AnswerCache.of(database.sessionChanges(), 0).isOff()).isTrue();
        assertThat(AnswerCache.of(new UntoldChanges(), PLENTY).isOff()).isTrue();
        use(0);
        save("cart", 5000);
        assertThat(total("cart")).isEqualTo(5000);
        assertThat(ask("cart", "", SessionsApi.BASE))
                .isNotSameAs(ask("cart", "", SessionsApi.BASE));
    }

    private static final class UntoldChanges implements SessionChanges {
        @Override
        public boolean complete() {
            return false;
        }

        @Override
        public void listen(Listener listener) {
            throw new AssertionError("nothing will be told");
        }
    }
}
