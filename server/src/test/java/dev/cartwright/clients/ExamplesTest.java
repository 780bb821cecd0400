package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// The programs of `examples/` against a server with the demo store: each language, the same
// claims.
class ExamplesTest {
    @TempDir private static Path directory;

    private static RunningServer server;
    private static RunningServer.Key key;
    private static Map<String, String> environment;
    private static Map<String, String> readOnly;
    private static Api api;

    @BeforeAll
    static void start() {
        Path data = directory.resolve("data");
        server = RunningServer.start(data, "--demo");
        key = RunningServer.createKey(data, "read_write");
        environment = key.environment(server.address());
        readOnly = RunningServer.createKey(data, "read").environment(server.address());
        api = new Api(server.address(), key);
        api.restoreAll(); // the demo has some carts in trash
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (api != null) {
            api.close();
        }
    }

    @AfterEach
    void restore() {
        api.restoreAll();
    }

    @ParameterizedTest
    @EnumSource
    void monitorCountsEveryCartWithAKeyThatMayOnlyRead(Language language) {
        JsonNode found = json(language.monitor(readOnly, "--json"));
        List<JsonNode> all = api.list("");
        assertThat(all).hasSizeGreaterThan(100); // more than one page of the client's
        assertThat(found.get("carts").asInt()).isEqualTo(all.size());
        assertThat(found.get("with_items").asInt())
                .isEqualTo(all.stream().filter(ExamplesTest::hasItems).count());
        assertThat(found.get("by_status").valueStream().mapToInt(JsonNode::asInt).sum())
                .isEqualTo(all.size());
    }

    @ParameterizedTest
    @EnumSource
    void monitorSumsEachCurrencyExactly(Language language) {
        JsonNode found = json(language.monitor(environment, "--json"));
        assertThat(amounts(found.get("value")))
                .isEqualTo(sums(api.list("").stream().filter(ExamplesTest::hasItems).toList()))
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource
    void monitorCallsACartIdleByItsLastActivity(Language language) {
        JsonNode found = json(language.monitor(environment, "--idle-hours=48", "--json"));
        long since = Instant.now().getEpochSecond() - 48 * 3600;
        List<JsonNode> idle =
                api.list("").stream()
                        .filter(ExamplesTest::hasItems)
                        .filter(cart -> !cart.get("cart_status").asString().equals("expired"))
                        .filter(cart -> cart.get("cart_last_activity").asLong() < since)
                        .toList();
        assertThat(idle).isNotEmpty();
        assertThat(found.at("/idle/carts").asInt()).isEqualTo(idle.size());
        assertThat(amounts(found.at("/idle/value"))).isEqualTo(sums(idle));
    }

    @ParameterizedTest
    @EnumSource
    void inspectShowsItemsTotalsAndProblemsButNoPersonalData(Language language) {
        JsonNode cart =
                api.list("status=expired&has_items=true").stream()
                        .filter(one -> !one.get("customers_email").asString("").isEmpty())
                        .findFirst()
                        .orElseThrow();
        String cartKey = cart.get("cart_key").asString();
        String email = cart.get("customers_email").asString();
        Run run = language.inspect(readOnly, "--json", cartKey);
        JsonNode found = json(run);
        assertThat(found.get("items").size()).isEqualTo(cart.get("cart_items").size());
        assertThat(found.get("total").asString())
                .startsWith(cart.at("/cart_totals/total").asString());
        assertThat(found.get("problems").findValuesAsString("code")).contains("expired");
        assertThat(run.out()).doesNotContain(email);
        assertThat(language.inspect(readOnly, "--personal", "--json", cartKey).success())
                .contains(email);
        assertThat(language.inspect(readOnly, cartKey).success()).contains("expired");
    }

    @ParameterizedTest
    @EnumSource
    void inspectSaysThatACartIsNotThere(Language language) {
        Run run = language.inspect(environment, "nosuchcart");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Cart session not found.");
    }

    @ParameterizedTest
    @EnumSource
    void cleanUpChangesNothingUnlessTold(Language language) {
        List<String> before = api.keys("");
        JsonNode report = json(language.cleanUp(readOnly, "--days=2", "--json"));
        assertThat(report.get("dry_run").asBoolean()).isTrue();
        assertThat(report.get("deleted").asInt()).isEqualTo(expired(2).size()).isPositive();
        assertThat(amounts(report.get("value"))).isEqualTo(sums(expired(2)));
        assertThat(api.keys("")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void cleanUpInBulkMovesExactlyTheOldOnesToTrash(Language language) {
        deletesTheOldOnes(language, "--days=2", "--delete", "--json");
    }

    @ParameterizedTest
    @EnumSource
    void cleanUpOneByOneMovesExactlyTheOldOnesToTrash(Language language) {
        deletesTheOldOnes(language, "--days=2", "--delete", "--one-by-one", "--json");
    }

    @ParameterizedTest
    @EnumSource
    void cleanUpWithAKeyThatMayOnlyReadFailsAndSaysWhy(Language language) {
        for (String[] way : new String[][] {{"--delete"}, {"--delete", "--one-by-one"}}) {
            Run run = language.cleanUp(readOnly, way);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("does not have write permissions");
        }
        assertThat(api.keys("status=trash")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void debugLinesTellTheCallsButNoSecrets(Language language) {
        String guest =
                api.keys("customer=guest").stream()
                        .filter(one -> one.length() > 20)
                        .findFirst()
                        .orElseThrow();
        var debug = new TreeMap<>(environment);
        debug.put("COCART_DEBUG", "1");
        Run run = language.inspect(debug, "--json", guest);
        assertThat(run.err())
                .contains("GET /v2/session/" + guest.substring(0, 4) + "…")
                .contains("200")
                .doesNotContain(guest, key.key(), key.secret(), "Basic");
        assertThat(run.out()).doesNotContain(guest, key.secret());
    }

    @ParameterizedTest
    @EnumSource
    void refusesToSendASecretOverClearHttpToAnotherMachine(Language language) {
        var elsewhere = new TreeMap<>(environment);
        elsewhere.put("COCART_API_URL", "http://shop.example/wp-json/cocart");
        Run run = language.monitor(elsewhere);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Refusing").doesNotContain(key.secret());
    }

    private static void deletesTheOldOnes(Language language, String... options) {
        List<JsonNode> old = expired(2);
        List<String> before = api.keys("");
        JsonNode report = json(language.cleanUp(environment, options));
        assertThat(report.get("deleted").asInt()).isEqualTo(old.size()).isPositive();
        assertThat(report.get("failed").asInt()).isZero();
        assertThat(amounts(report.get("value"))).isEqualTo(sums(old));
        List<String> gone = old.stream().map(cart -> cart.get("cart_key").asString()).toList();
        assertThat(api.keys("status=trash")).containsExactlyInAnyOrderElementsOf(gone);
        assertThat(api.keys(""))
                .doesNotContainAnyElementsOf(gone)
                .hasSize(before.size() - gone.size());
    }

    private static List<JsonNode> expired(int days) {
        long before = Instant.now().getEpochSecond() - days * 86_400L;
        return api.list("").stream()
                .filter(cart -> cart.get("cart_expiry").asLong() < before)
                .toList();
    }

    private static boolean hasItems(JsonNode cart) {
        return cart.get("item_count").asInt() > 0;
    }

    private static Map<String, BigDecimal> sums(List<JsonNode> carts) {
        var sums = new TreeMap<String, BigDecimal>();
        for (JsonNode cart : carts) {
            JsonNode total = cart.at("/cart_totals/total");
            if (!total.isMissingNode()) {
                sums.merge(
                        cart.at("/currency/currency_code").asString(),
                        new BigDecimal(total.asString()),
                        BigDecimal::add);
            }
        }
        return sums;
    }

    private static Map<String, BigDecimal> amounts(JsonNode object) {
        var amounts = new TreeMap<String, BigDecimal>();
        object.properties()
                .forEach(
                        one ->
                                amounts.put(
                                        one.getKey(), new BigDecimal(one.getValue().asString())));
        return amounts;
    }

    private static JsonNode json(Run run) {
        return Api.JSON.readTree(run.success());
    }
}
