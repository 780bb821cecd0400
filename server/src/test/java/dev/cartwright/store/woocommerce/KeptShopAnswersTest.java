package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.http.Query;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.sessions.AnswerCache;
import dev.cartwright.rest.sessions.EverythingKnown;
import dev.cartwright.rest.sessions.GetSession;
import dev.cartwright.rest.sessions.Sessions;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.SessionReads.Reading;
import dev.cartwright.store.sql.SqlShopStore;
import dev.cartwright.wire.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Answers about a shop's carts are kept, and yet never older than the shop's row.
class KeptShopAnswersTest {
    private static final Principal CALLER =
            new Principal(11, 1, Permission.READ_WRITE, Set.of(Capability.MANAGE_WOOCOMMERCE));
    private static final String GUEST = "t_guest";
    private static final String CUSTOMER = "7";

    private final Instant start = Instant.now();
    private final long soon = start.getEpochSecond() + 604_800;
    @TempDir private Path directory;
    private volatile Instant now = start;
    private ShopBench bench;
    private GetSession kept;
    private GetSession fresh;

    @BeforeEach
    void attach() {
        bench =
                ShopBench.of(ShopBench.emptyShop(), directory.resolve("own.db"), () -> now)
                        .started();
        var sessions =
                new Sessions(
                        bench.store(),
                        new SqlShopStore(bench.database),
                        new EverythingKnown(),
                        () -> now);
        var cache = AnswerCache.of(bench.database.sessionChanges(), 10_000_000);
        kept = new GetSession(sessions, bench.store(), cache);
        fresh = new GetSession(sessions);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Response ask(GetSession endpoint, String key) {
        var request =
                new Request(
                        "request-1",
                        "GET",
                        "/cocart/v2/session/" + key,
                        Map.of("key", key),
                        new Query(Map.of()),
                        "https://shop.example",
                        Map.of(),
                        Optional.empty(),
                        new Credentials.None(),
                        "127.0.0.1");
        return endpoint.handle(request, CALLER);
    }

    private static JsonNode json(Response response) {
        return switch (response.body()) {
            case Response.Body.Json(var json) -> Written.tree(json);
            case Response.Body.EncodedJson(var bytes) -> Written.MAPPER.readTree(bytes);
            case Response.Body.Stream _, Response.Body.Bytes _, Response.Body.None _ ->
                    throw new AssertionError("no answer about one cart");
        };
    }

    private String word(String key) {
        return json(ask(kept, key)).path("session_value").path("word").asString();
    }

    /// The watch may still refine what it knows of a new row.
    @SuppressWarnings("ReferenceEquality") // the very same object is what this is about
    private void untilKept(String key) {
        ShopBench.await(
                "an answer that stays",
                () -> {
                    Response first = ask(kept, key);
                    return ask(kept, key) == first;
                });
    }

    private String stamp(String key) {
        return bench.store().read(new CartKey(key), SessionReads.NO_STAMP)
                        instanceof Reading.Found(_, String stamp)
                ? stamp
                : SessionReads.NO_STAMP;
    }

    private boolean same(String key, String stamp) {
        return bench.store().read(new CartKey(key), stamp) instanceof Reading.Same;
    }

    @Test
    void anAnswerIsGivenAgainWhileTheRowIsUnchanged() {
        bench.put(GUEST, ShopBench.word("one"), soon);
        untilKept(GUEST);
        assertThat(json(ask(kept, GUEST))).isEqualTo(json(ask(fresh, GUEST)));
    }

    @Test
    void whatTheShopWritesIsInTheNextAnswer() {
        bench.put(GUEST, ShopBench.word("one"), soon);
        for (String word : List.of("two", "six", "ten")) { // of one length, as the row is
            untilKept(GUEST);
            bench.put(GUEST, ShopBench.word(word), soon);
            assertThat(word(GUEST)).isEqualTo(word);
        }
        untilKept(GUEST);
        bench.put(GUEST, ShopBench.word("ten"), soon + 60);
        assertThat(json(ask(kept, GUEST)).path("cart_expiry").asLong()).isEqualTo(soon + 60);
    }

    @Test
    void answers404AsSoonAsTheShopHasDeletedTheCart() {
        bench.put(GUEST, ShopBench.word("one"), soon);
        untilKept(GUEST);
        bench.run("DELETE FROM wp_cocart_carts");
        assertThat(ask(kept, GUEST).status()).isEqualTo(404);
        bench.put(GUEST, ShopBench.word("one"), soon);
        assertThat(word(GUEST)).isEqualTo("one");
    }

    @Test
    void aCartThatComesIntoTheFirstTableCountsAtOnce() {
        bench.putNative(GUEST, ShopBench.word("old"), soon);
        untilKept(GUEST);
        bench.put(GUEST, ShopBench.word("new"), soon);
        assertThat(word(GUEST)).isEqualTo("new");
        untilKept(GUEST);
        bench.run("DELETE FROM wp_cocart_carts");
        assertThat(word(GUEST)).isEqualTo("old");
    }

    @Test
    void aKeyInAnotherCaseIsNeverTheKeptCart() {
        bench.put(GUEST, ShopBench.word("one"), soon);
        untilKept(GUEST);
        assertThat(ask(kept, "T_GUEST").status()).isEqualTo(404);
    }

    @Test
    void everyColumnIsPartOfTheStamp() {
        bench.put(GUEST, ShopBench.word("one"), soon);
        for (String change :
                List.of(
                        "cart_value = CONCAT(cart_value, ' ')",
                        "cart_created = cart_created + 1",
                        "cart_expiry = cart_expiry + 1",
                        "cart_source = 'other'",
                        "cart_hash = 'x'",
                        "cart_id = cart_id + 1")) {
            String stamp = stamp(GUEST);
            assertThat(same(GUEST, stamp)).isTrue();
            bench.run("UPDATE wp_cocart_carts SET " + change);
            assertThat(same(GUEST, stamp)).as(change).isFalse();
        }
    }

    @Test
    void whatWeDeleteAndRestoreIsSeenAtOnce() {
        bench.put(GUEST, ShopBench.word("one"), soon);
        untilKept(GUEST);
        bench.store().trash(new CartKey(GUEST), Actor.OPERATOR);
        assertThat(ask(kept, GUEST).status()).isEqualTo(404);
        bench.store().restore(new CartKey(GUEST), Actor.OPERATOR);
        assertThat(word(GUEST)).isEqualTo("one");
    }

    @Test
    void anAnswerIsMadeAnewAfterAMinuteSinceItsCustomerMayHaveChanged() {
        bench.run("INSERT INTO wp_users (ID, user_email) VALUES (7, 'old@example.org')");
        bench.put(CUSTOMER, ShopBench.word("one"), soon);
        untilKept(CUSTOMER);
        String email = json(ask(kept, CUSTOMER)).path("customers_email").asString();
        assertThat(email).isEqualTo("old@example.org");
        Response before = ask(kept, CUSTOMER);
        bench.put(GUEST, ShopBench.word("one"), soon);
        untilKept(GUEST);
        Response guests = ask(kept, GUEST);
        now = start.plus(ShopPeople.FRESH).plus(Duration.ofSeconds(1));
        assertThat(ask(kept, CUSTOMER)).isNotSameAs(before);
        assertThat(ask(kept, GUEST)).isSameAs(guests);
    }

    /// Else an account that was read a minute ago would be shown for another minute.
    @Test
    void anAnswerDoesNotOutliveTheAccountThatItShows() {
        bench.put(CUSTOMER, ShopBench.word("one"), soon);
        var key = new CartKey(CUSTOMER);
        assertThat(ask(fresh, CUSTOMER).status()).isEqualTo(200); // reads the account
        Instant first = bench.store().keptUntil(key, start);
        assertThat(first).isBefore(start.plus(ShopPeople.FRESH));
        assertThat(ask(kept, CUSTOMER).status()).isEqualTo(200);
        assertThat(bench.store().keptUntil(key, start)).isBefore(first);
    }

    @Test
    void anAnswerIsNotKeptOfARowThatIsTooLargeToBeRecognised() {
        var large = new StringBuilder(2 << 20).repeat("x", 2 << 20).toString();
        bench.put(GUEST, ShopBench.word(large), soon);
        assertThat(stamp(GUEST)).isEqualTo(SessionReads.NO_STAMP);
        Response first = ask(kept, GUEST);
        assertThat(ask(kept, GUEST)).isNotSameAs(first);
    }

    @Test
    void anAnswerIsAlwaysTheFreshOne() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String key = random.nextBoolean() ? GUEST : CUSTOMER;
            switch (random.nextInt(8)) {
                case 0 -> bench.run("DELETE FROM wp_cocart_carts WHERE cart_key = '" + key + "'");
                case 1 -> bench.putNative(key, ShopBench.word("n" + i), soon + i);
                case 2 -> bench.run("DELETE FROM wp_woocommerce_sessions");
                case 3 -> bench.store().trash(new CartKey(key), Actor.OPERATOR);
                case 4 -> bench.store().restore(new CartKey(key), Actor.OPERATOR);
                default -> bench.put(key, ShopBench.word("w" + i), soon + i);
            }
            int status = ask(kept, key).status();
            assertThat(status).as("seed %d, step %d", seed, i).isEqualTo(ask(fresh, key).status());
            if (status == 200) {
                assertThat(json(ask(kept, key)).path("session_value"))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(json(ask(fresh, key)).path("session_value"));
            }
        }
    }
}
