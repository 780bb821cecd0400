package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.store.sql.EmbeddedPostgresServer;
import dev.cartwright.store.woocommerce.MariaDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `serve --woocommerce`, as a whole.
class AttachedServerTest {
    private static final String LIST = "/wp-json/cocart/v2/sessions";
    private static final String ONE = "/wp-json/cocart/v2/session/";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path directory;

    private RunningServer attached(String shop) {
        return new RunningServer(
                directory, Map.of("woocommerce", MariaDb.server().url(shop), "key-limit", "0"));
    }

    private RunningServer attached(String shop, String prefix) {
        String url = MariaDb.server().url(shop);
        return new RunningServer(
                directory, Map.of("woocommerce", url, "woocommerce-prefix", prefix));
    }

    private static HttpResponse<String> awaitLists(RunningServer server, NewKey key)
            throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> list = server.get(LIST + "?per_page=100", key);
            if (list.statusCode() == 200) {
                return list;
            }
            assertThat(list.statusCode()).isEqualTo(503);
            assertThat(list.headers().firstValue("Retry-After")).isPresent();
            Thread.sleep(20);
        }
    }

    private static boolean isNamed(RunningServer server, String cart, NewKey key) {
        try {
            JsonNode item = JSON.readTree(server.get(cart, key).body()).at("/cart_items/0");
            return !item.path("name").asString("").isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void servesTheShopsCartsAndItsTrash() throws IOException, InterruptedException {
        String shop = MariaDb.server().recordedStore();
        try (var server = attached(shop)) {
            NewKey key = server.newKey(Permission.READ_WRITE);
            HttpResponse<String> list = awaitLists(server, key);
            assertThat(JSON.readTree(list.body()).size()).isEqualTo(29);
            assertThat(list.headers().firstValueAsLong("Cartwright-Index-Age")).isPresent();
            String cart = ONE + "96e84626f04edfc948d2a8d59eadf8";
            // names of products come with the copy of the catalogue
            Soon.await("the catalogue", () -> isNamed(server, cart, key));
            JsonNode before = JSON.readTree(server.get(cart, key).body());
            assertThat(server.delete(cart, key).statusCode()).isEqualTo(200);
            assertThat(server.get(cart, key).statusCode()).isEqualTo(404);
            assertThat(server.delete(cart, key).statusCode()).isEqualTo(404);
            assertThat(server.get(LIST + "?status=trash", key).body()).contains("96e84626");
            HttpResponse<String> restored =
                    server.send(
                            server.request(cart + "/restore")
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .header("Authorization", RunningServer.basic(key)));
            assertThat(restored.statusCode()).isEqualTo(200);
            JsonNode after = JSON.readTree(server.get(cart, key).body());
            long soon = Instant.now().getEpochSecond() + Duration.ofDays(1).toSeconds();
            assertThat(before.get("cart_expiry").asLong()).isLessThan(soon);
            assertThat(after.get("cart_expiry").asLong()).isGreaterThan(soon);
            assertThat(CartEnd.without(after)).isEqualTo(CartEnd.without(before));
            assertThat(
                            server.send(
                                            server.request("/metrics")
                                                    .header(
                                                            "Authorization",
                                                            RunningServer.basic(key)))
                                    .body())
                    .contains("cartwright_index_age_seconds");
        }
        assertThatThrownBy(() -> new RunningServer(directory, Map.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("attached to the shop");
        String other = MariaDb.server().recordedStore();
        assertThatThrownBy(() -> attached(other))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("another shop");
        try (var again = attached(shop)) {
            NewKey key = again.newKey(Permission.READ);
            assertThat(again.get(LIST, key).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDataDirectoryWithCartsOfItsOwnIsRefused() {
        String shop = MariaDb.server().recordedStore();
        try (var server = new RunningServer(directory, Map.of())) {
            var demo =
                    new dev.cartwright.demo.DemoShop(
                            server.server.installation().sessions(),
                            server.server.installation().keys(),
                            server.server.installation().users(),
                            server.server.installation().shop(),
                            java.time.InstantSource.system());
            demo.open();
        }
        assertThatThrownBy(() -> attached(shop))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("carts of its own");
    }

    /// As when the carts are cleared while an older copy of the shop lies beside it.
    @Test
    void staysWithTheShopThatItWasAttachedTo() throws IOException, InterruptedException {
        String shop = MariaDb.server().recordedStore();
        try (var server = attached(shop)) {
            awaitLists(server, server.newKey(Permission.READ));
        }
        MariaDb.server()
                .run(
                        shop,
                        "CREATE TABLE old_cocart_carts SELECT * FROM wp_cocart_carts",
                        "CREATE TABLE old_woocommerce_api_keys LIKE wp_woocommerce_api_keys",
                        "DELETE FROM wp_cocart_carts",
                        "DELETE FROM wp_woocommerce_sessions");
        try (var server = attached(shop)) {
            NewKey key = server.newKey(Permission.READ);
            HttpResponse<String> list = awaitLists(server, key);
            while (JSON.readTree(list.body()).size() > 0) { // until the sweep has been through
                list = awaitLists(server, key);
            }
            var trashed = server.get(ONE + "96e84626f04edfc948d2a8d59eadf8", key);
            assertThat(trashed.statusCode()).isEqualTo(404);
        }
        assertThatThrownBy(() -> attached(shop, "old_"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("tables wp_*, not to old_*");
        assertThat(directory.resolve("data").resolve(AttachedMark.NAME))
                .content()
                .contains("\nwp_\n");
    }

    @Test
    void aPrefixUnderWhichNothingIsBindsNothing() throws IOException, InterruptedException {
        String shop = MariaDb.server().recordedStore();
        try (var server = attached(shop, "wp1_")) {
            assertThat(server.send(server.request("/healthz")).statusCode()).isEqualTo(200);
            server.stop();
            assertThat(server.log()).contains("begin with wp1_, but with wp_");
        }
        assertThat(directory.resolve("data").resolve(AttachedMark.NAME)).doesNotExist();
        try (var server = attached(shop, "wp_")) {
            var list = awaitLists(server, server.newKey(Permission.READ));
            assertThat(JSON.readTree(list.body()).size()).isEqualTo(29);
        }
    }

    /// Each with its own data directory, and one database of ours for both.
    @Test
    void aSecondServerBesideOneWhoseIndexIsFilledServesTheSame() throws Exception {
        String shop = MariaDb.server().recordedStore();
        String database = EmbeddedPostgresServer.freshUrl();
        try (var one = sharing(shop, database, "one")) {
            NewKey key = one.newKey(Permission.READ_WRITE);
            int carts = JSON.readTree(awaitLists(one, key).body()).size();
            try (var two = sharing(shop, database, "two")) {
                Soon.await("the key", () -> status(two, key) == 200);
                assertThat(JSON.readTree(awaitLists(two, key).body()).size()).isEqualTo(carts);
                String cart = ONE + "96e84626f04edfc948d2a8d59eadf8";
                assertThat(two.delete(cart, key).statusCode()).isEqualTo(200);
                assertThat(one.get(cart, key).statusCode()).isEqualTo(404);
                assertThat(JSON.readTree(awaitLists(one, key).body()).size()).isEqualTo(carts - 1);
            }
        }
    }

    private static int status(RunningServer server, NewKey key) {
        try {
            return server.get(LIST, key).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunningServer sharing(String shop, String database, String name) throws IOException {
        return new RunningServer(
                Files.createDirectory(directory.resolve(name)),
                Map.of(
                        "woocommerce",
                        MariaDb.server().url(shop),
                        "database",
                        database,
                        "key-file",
                        directory.resolve("shared.keys").toString()));
    }

    @Test
    void ofTwoShopsInOneDatabaseNoneIsTakenUnnamed() {
        String shop = MariaDb.server().recordedStore();
        MariaDb.server().run(shop, "CREATE TABLE old_cocart_carts LIKE wp_cocart_carts");
        assertThatThrownBy(() -> attached(shop))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("woocommerce-prefix")
                .hasMessageContaining("old_, wp_");
    }

    /// Nothing but right answers and 503, and right answers again without a restart of ours.
    @Test
    void theShopsDatabaseMayDieAndComeBackUnderLoad()
            throws IOException, InterruptedException, ExecutionException {
        MariaDb mariaDb = MariaDb.server();
        String shop = mariaDb.recordedStore();
        try (var server = attached(shop)) {
            NewKey key = server.newKey(Permission.READ);
            JsonNode whole = JSON.readTree(awaitLists(server, key).body());
            var keys = new ArrayList<String>();
            whole.forEach(cart -> keys.add(cart.path("cart_key").asString()));
            var over = new AtomicBoolean();
            var statuses = new ConcurrentLinkedQueue<Integer>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var callers = new ArrayList<Future<?>>();
                for (int i = 0; i < 4; i++) {
                    int from = i;
                    callers.add(
                            threads.submit(() -> call(server, key, keys, from, statuses, over)));
                }
                try {
                    awaitAnswers(statuses, 200);
                    for (int times = 0; times < 2; times++) {
                        mariaDb.kill();
                        awaitAnswers(statuses, 503);
                        mariaDb.start();
                        awaitLists(server, key);
                        awaitAnswers(statuses, 200);
                    }
                } finally {
                    over.set(true);
                }
                for (Future<?> caller : callers) {
                    caller.get();
                }
            } finally {
                mariaDb.start();
            }
            assertThat(Set.copyOf(statuses)).isSubsetOf(200, 503).contains(200, 503);
            for (String one : keys) {
                assertThat(server.get(ONE + one, key).statusCode()).isEqualTo(200);
            }
            JsonNode after = JSON.readTree(awaitLists(server, key).body());
            assertThat(after.size()).isEqualTo(whole.size());
        }
    }

    /// Until each kind of caller must have had some.
    private static void awaitAnswers(ConcurrentLinkedQueue<Integer> statuses, int status) {
        long before = count(statuses, status);
        Soon.await("answers of " + status, () -> count(statuses, status) >= before + 40);
    }

    private static long count(ConcurrentLinkedQueue<Integer> statuses, int status) {
        return statuses.stream().filter(one -> one == status).count();
    }

    private static Void call(
            RunningServer server,
            NewKey key,
            List<String> keys,
            int from,
            ConcurrentLinkedQueue<Integer> statuses,
            AtomicBoolean over)
            throws IOException, InterruptedException {
        for (int i = from; !over.get(); i++) {
            boolean list = i % 5 == 0;
            String path = list ? LIST + "?per_page=100" : ONE + keys.get(i % keys.size());
            try {
                HttpResponse<String> answer = server.get(path, key);
                statuses.add(answer.statusCode());
                if (answer.statusCode() == 200) {
                    var found = new TreeSet<String>();
                    JsonNode body = JSON.readTree(answer.body());
                    body.forEach(cart -> found.add(cart.path("cart_key").asString("")));
                    assertThat(list ? found.size() : 29).isEqualTo(29);
                }
            } catch (IOException _) {
                // a list that was being written cannot become a 503: it breaks off
            }
            Thread.sleep(5);
        }
        return null;
    }
}
