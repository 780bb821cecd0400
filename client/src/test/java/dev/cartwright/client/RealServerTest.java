package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client and the server it is made for.
@Timeout(600)
class RealServerTest {
    @TempDir private static Path directory;

    private static ServerProcess server;
    private static Credentials managing;
    private static Credentials reading;
    private static CartwrightClient client;
    private static CartwrightClient reader;

    @BeforeAll
    static void start() throws IOException {
        server = new ServerProcess(directory);
        managing = server.createKey("read_write");
        reading = server.createKey("read");
        client = CartwrightClient.at(server.url()).credentials(managing).build();
        reader = CartwrightClient.at(server.url()).credentials(reading).build();
        restoreAll();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void restore() {
        restoreAll();
    }

    private static void restoreAll() {
        List<Session> trash = client.sessions().stream(trashed()).toList();
        trash.forEach(session -> client.sessions().restore(session.cartKey()));
    }

    private static SessionQuery trashed() {
        return SessionQuery.of(SessionFilter.all().status("trash"));
    }

    private static Session someGuestsCart() {
        var filter = SessionFilter.all().guests().hasItems(true);
        return client.sessions().list(SessionQuery.of(filter).perPage(1)).elements().getFirst();
    }

    @Test
    void aPageTellsHowManyThereAreAndLeadsOn() {
        Page<Session> first = reader.sessions().list(SessionQuery.all().perPage(7));
        assertThat(first.elements()).hasSize(7);
        assertThat(first.total().orElseThrow()).isGreaterThan(100);
        assertThat(first.pages().orElseThrow()).isEqualTo((first.total().orElseThrow() + 6) / 7);
        Page<Session> second = first.next().orElseThrow();
        assertThat(second.elements()).hasSize(7).doesNotContainAnyElementsOf(first.elements());
        assertThat(second.previous().orElseThrow().elements()).isEqualTo(first.elements());
        assertThat(first.hasPrevious()).isFalse();
    }

    @Test
    void theStreamHasEverySessionOnce() {
        long total = reader.sessions().list(SessionQuery.all()).total().orElseThrow();
        List<String> keys =
                reader.sessions().stream(SessionQuery.all().perPage(13).orderBy("total"))
                        .map(Session::cartKey)
                        .toList();
        assertThat(keys).hasSize(Math.toIntExact(total)).doesNotHaveDuplicates();
    }

    @Test
    void theStreamLosesNoneWhileWhatItPassedIsDeleted() {
        var all = new HashSet<String>();
        client.sessions().stream(SessionQuery.all()).forEach(one -> all.add(one.cartKey()));
        var seen = new HashSet<String>();
        client.sessions().stream(SessionQuery.all().perPage(10))
                .forEach(
                        session -> {
                            assertThat(seen.add(session.cartKey())).isTrue();
                            client.sessions().delete(session.cartKey());
                        });
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void theStreamFetchesOnlyWhatIsWanted() {
        var lines = new ConcurrentLinkedQueue<String>();
        CartwrightClient counted =
                CartwrightClient.at(server.url()).credentials(reading).debug(lines::add).build();
        var stream = counted.sessions().stream(SessionQuery.all().perPage(5));
        assertThat(lines).isEmpty();
        assertThat(stream.limit(7)).hasSize(7);
        assertThat(lines).hasSize(2);
    }

    @Test
    void aSessionIsTheSameInTheListAndAloneWithDetails() {
        Session listed = someGuestsCart();
        Session alone = reader.sessions().get(listed.cartKey());
        assertThat(alone.id()).isEqualTo(listed.id());
        assertThat(alone.items()).isEqualTo(listed.items()).isNotEmpty();
        assertThat(alone.total()).isEqualByComparingTo(listed.total()).isPositive();
        assertThat(alone.created()).isEqualTo(listed.created()).isPresent();
        assertThat(alone.expiry().orElseThrow()).isAfter(alone.created().orElseThrow());
        assertThat(alone.currencyCode()).hasSize(3);
        assertThat(alone.customer().guest()).isTrue();
        assertThat(alone.source()).isNotEmpty();
        assertThat(listed.detail()).isEmpty();
        assertThat(alone.detail().orElseThrow().items()).hasSameSizeAs(alone.items());
        CartItem item = alone.items().getFirst();
        assertThat(item.productId()).isPositive();
        assertThat(item.quantity()).isPositive();
        assertThat(item.itemKey()).isNotEmpty();
        assertThat(alone.raw().names()).contains("cart_hash", "session_value");
    }

    @Test
    void itemsAreTheRichOnes() {
        Session session = someGuestsCart();
        List<DetailedItem> items = reader.sessions().items(session.cartKey());
        assertThat(items)
                .isEqualTo(reader.sessions().get(session.cartKey()).detail().orElseThrow().items());
        DetailedItem first = items.getFirst();
        assertThat(first.name()).isNotEmpty();
        assertThat(first.quantity()).isEqualByComparingTo(session.items().getFirst().quantity());
        assertThat(first.price()).isPositive();
    }

    @Test
    void filtersAreTheServers() {
        Instant now = Instant.now();
        var expired = SessionFilter.all().status("expired").expiresBefore(now);
        List<Session> found = reader.sessions().stream(SessionQuery.of(expired)).toList();
        assertThat(found).isNotEmpty().allMatch(one -> one.status().equals("expired"));
        assertThat(found).allMatch(one -> one.expiry().orElseThrow().isBefore(now));
        var dear = SessionFilter.all().minTotal(new BigDecimal("50.00"));
        assertThat(reader.sessions().stream(SessionQuery.of(dear).orderBy("total").ascending()))
                .isNotEmpty()
                .allMatch(one -> one.total().compareTo(new BigDecimal("50")) >= 0)
                .isSortedAccordingTo(java.util.Comparator.comparing(Session::total));
    }

    @Test
    void deletesToTrashAndRestores() {
        String key = someGuestsCart().cartKey();
        Deletion deletion = client.sessions().delete(key);
        assertThat(deletion.cartKey()).isEqualTo(key);
        assertThat(deletion.previous().cartKey()).isEqualTo(key);
        assertThat(client.sessions().find(key)).isEmpty();
        var absent =
                catchThrowableOfType(NotFoundException.class, () -> client.sessions().delete(key));
        assertThat(absent.code()).isEqualTo("cocart_session_not_found");
        assertThat(absent.requestId()).isPresent();
        assertThat(absent).hasMessageNotContaining(key);
        assertThat(client.sessions().list(trashed()).elements())
                .extracting(Session::cartKey)
                .containsExactly(key);
        assertThat(client.sessions().restore(key).cartKey()).isEqualTo(key);
        assertThat(client.sessions().find(key)).isPresent();
        var taken =
                catchThrowableOfType(ConflictException.class, () -> client.sessions().restore(key));
        assertThat(taken.code()).isEqualTo("cocart_session_exists");
    }

    @Test
    void deletesForGood() {
        var query = SessionQuery.of(SessionFilter.all().status("expired")).perPage(1);
        String key = client.sessions().list(query).elements().getFirst().cartKey();
        client.sessions().deleteForGood(key);
        assertThat(client.sessions().list(trashed()).elements()).isEmpty();
        assertThat(
                        catchThrowableOfType(
                                        NotFoundException.class,
                                        () -> client.sessions().restore(key))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void deletesInBulkByFilterAndByKeys() {
        var expired = SessionFilter.all().status("expired");
        long number = client.sessions().list(SessionQuery.of(expired)).total().orElseThrow();
        BulkDeletion rehearsal =
                client.sessions().deleteAll(BulkRequest.matching(expired).dryRun());
        assertThat(rehearsal.dryRun()).isTrue();
        assertThat(rehearsal.deleted()).isEqualTo(number).isPositive();
        assertThat(rehearsal.totals()).isNotEmpty();
        assertThat(client.sessions().list(trashed()).total().orElseThrow()).isZero();
        BulkDeletion done = client.sessions().deleteAll(BulkRequest.matching(expired));
        assertThat(done.deleted()).isEqualTo(number);
        assertThat(done.totals()).isEqualTo(rehearsal.totals());
        List<String> keys = List.of(someGuestsCart().cartKey(), "nosuchcart");
        assertThat(client.sessions().deleteAll(BulkRequest.ofKeys(keys)).deleted()).isEqualTo(1);
    }

    @Test
    void refusalsAreTyped() {
        String key = someGuestsCart().cartKey();
        var forbidden =
                catchThrowableOfType(ForbiddenException.class, () -> reader.sessions().delete(key));
        assertThat(forbidden.sentence()).contains("write permissions");
        var wrong =
                catchThrowableOfType(
                        InvalidRequestException.class,
                        () -> reader.sessions().list(SessionQuery.all().perPage(5000)));
        assertThat(wrong.code()).isEqualTo("rest_invalid_param");
        assertThat(wrong.parameters()).containsKey("per_page");
        CartwrightClient stranger =
                CartwrightClient.at(server.url()).credentials("ck_x", "cs_x").build();
        var unknown =
                catchThrowableOfType(
                        UnauthorizedException.class, () -> stranger.sessions().get(key));
        assertThat(unknown.code()).isEqualTo("woocommerce_rest_authentication_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/wp-json",
                "/wp-json/",
                "/wp-json/cocart",
                "/wp-json/cocart/v2",
                "/wp-json/cocart/v2/",
                "/wp-json/cocart/preview",
                "/wp-json/cocart/preview/v2"
            })
    void everyBaseAddressOfTheTutorialWorks(String path) {
        CartwrightClient other =
                CartwrightClient.at(server.url() + path).credentials(reading).build();
        assertThat(other.sessions().list(SessionQuery.all()).elements()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cocart/v2", "cocart/preview/v2", "/cocart/preview/"})
    void everyAliasWorks(String api) {
        CartwrightClient other =
                CartwrightClient.at(server.url()).api(api).credentials(reading).build();
        assertThat(other.sessions().list(SessionQuery.all()).elements()).hasSize(10);
    }

    /// The tutorial's rotation: the old key ends while a load runs, and no call fails.
    @Test
    void anEndedKeyCostsNoCallWhenThereIsABackup()
            throws IOException, InterruptedException, ExecutionException {
        Credentials old = server.createKey("read");
        CartwrightClient rotating =
                CartwrightClient.at(server.url()).credentials(old).credentials(reading).build();
        var ended = new AtomicBoolean();
        var after = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var results = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> load(rotating, ended, after)));
            }
            try {
                server.run("api", "revoke", idOf(old));
                awaitBackup(rotating);
            } finally {
                ended.set(true);
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertThat(after).hasPositiveValue();
        assertThat(rotating.pairInUse()).isEqualTo(1);
        assertThat(server.log()).doesNotContain(old.secret(), reading.secret());
    }

    private static void load(CartwrightClient client, AtomicBoolean ended, AtomicInteger after) {
        int more = 20;
        while (more > 0) {
            client.sessions().list(SessionQuery.all().perPage(1));
            if (client.pairInUse() == 1) {
                after.incrementAndGet();
            }
            more -= ended.get() ? 1 : 0;
        }
    }

    private static void awaitBackup(CartwrightClient client) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (client.pairInUse() == 0) {
            assertThat(System.nanoTime()).as("the key still works").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private static String idOf(Credentials pair) throws IOException {
        String end = pair.key().substring(pair.key().length() - 7);
        Object parsed = Json.parse(server.run("api", "list", "--json")).orElseThrow().value();
        if (!(parsed instanceof List<?> keys)) {
            throw new AssertionError("no list of keys");
        }
        return JsonObject.elements(keys, JsonObject.class).stream()
                .filter(one -> one.json().contains(end))
                .map(one -> Long.toString(one.number("key_id").orElseThrow()))
                .findFirst()
                .orElseThrow();
    }
}
