package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Clients written from CoCart's public guide, against a real store's carts, users and keys, over
/// each way of writing the address.
class TutorialClientsTest {
    private static final List<String> BASES =
            List.of(
                    "/wp-json/cocart/v2",
                    "/wp-json/cocart/preview/v2",
                    "/wp-json/cocart/preview",
                    "/?rest_route=/cocart/v2");

    @TempDir private static Path directory;

    private static RunningServer server;
    private static JsonNode keys;
    private static Api api;

    enum Client {
        NODE("node", "steps.mjs"),
        PYTHON("python3", "steps.py"),
        CURL("bash", "steps.sh");

        private final String program;
        private final String script;

        Client(String program, String script) {
            this.program = program;
            this.script = script;
        }

        Run run(Map<String, String> environment) {
            if (this == CURL) {
                Tool.require("curl");
            }
            return Run.of(
                    List.of(Tool.require(program), script),
                    Repository.testResources().resolve("clients"),
                    environment);
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Path recorded = Repository.testResources().resolve("recorded");
        keys = Api.JSON.readTree(Files.readString(recorded.resolve("fixtures.json"))).get("keys");
        Path data = directory.resolve("data");
        RunningServer.cartwright(
                data,
                "import",
                "woocommerce",
                "--dump",
                recorded.resolve("store/store.sql.gz").toString());
        server = RunningServer.start(data);
        api = new Api(server.address(), key("admin_rw"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            api.close();
        }
    }

    @AfterEach
    void restore() {
        api.restoreAll();
    }

    static Stream<Arguments> clientsAndBases() {
        return Stream.of(Client.values())
                .flatMap(client -> BASES.stream().map(base -> Arguments.of(client, base)));
    }

    @ParameterizedTest
    @MethodSource("clientsAndBases")
    void aReadWriteKeyMayDoEverything(Client client, String base) {
        String cart = cartWithItems();
        assertThat(steps(client, base, "admin_rw", cart))
                .containsAllEntriesOf(statuses("200 200 200 200 200 200 404 200 404 401 401"))
                .containsAllEntriesOf(noneIsOdd(client));
        assertThat(api.status(cart)).isEqualTo(404);
        assertThat(api.keys("status=trash")).containsExactly(cart);
    }

    @ParameterizedTest
    @MethodSource("clientsAndBases")
    void aReadKeyMayNotDeleteAndSeesWholePages(Client client, String base) {
        String cart = cartWithItems();
        Map<String, String> statuses = new TreeMap<>();
        Map<String, String> counts = new TreeMap<>();
        lines(client, base, "admin_r", cart)
                .forEach(
                        (step, line) -> {
                            statuses.put(step, line[1]);
                            counts.put(step, line[2]);
                        });
        assertThat(statuses)
                .containsAllEntriesOf(statuses("200 200 200 200 200 200 404 403 403 401 401"))
                .containsAllEntriesOf(noneIsOdd(client));
        assertThat(api.status(cart)).isEqualTo(200);
        int all = api.list("").size();
        assertThat(all).isGreaterThan(10);
        assertThat(counts)
                .containsEntry("list", Integer.toString(Math.min(all, 20)))
                .containsEntry("page", "5")
                .containsEntry("past", "0")
                .containsEntry("unknown", "-");
        assertThat(Integer.parseInt(counts.get("items"))).isPositive();
    }

    @ParameterizedTest
    @MethodSource("clientsAndBases")
    void aWriteKeyMayOnlyDelete(Client client, String base) {
        String cart = cartWithItems();
        assertThat(steps(client, base, "admin_w", cart))
                .containsAllEntriesOf(statuses("403 403 403 403 403 403 403 200 404 401 401"));
        assertThat(api.keys("status=trash")).containsExactly(cart);
    }

    @ParameterizedTest
    @EnumSource
    void aManagersKeyMayDoEverythingAndAnEditorsNothing(Client client) {
        String base = BASES.getFirst();
        String cart = cartWithItems();
        assertThat(steps(client, base, "editor_rw", cart))
                .containsAllEntriesOf(statuses("403 403 403 403 403 403 403 403 403 401 401"));
        assertThat(steps(client, base, "manager_rw", cart))
                .containsAllEntriesOf(statuses("200 200 200 200 200 200 404 200 404 401 401"));
    }

    private static Map<String, String> steps(
            Client client, String base, String keyName, String cart) {
        Map<String, String> statuses = new TreeMap<>();
        lines(client, base, keyName, cart).forEach((step, line) -> statuses.put(step, line[1]));
        return statuses;
    }

    private static Map<String, String[]> lines(
            Client client, String base, String keyName, String cart) {
        RunningServer.Key key = key(keyName);
        var environment = new HashMap<String, String>();
        environment.put("BASE", server.address() + base);
        environment.put("KEY", key.key());
        environment.put("SECRET", key.secret());
        environment.put("CART", cart);
        Map<String, String[]> lines = new LinkedHashMap<>();
        client.run(environment)
                .success()
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(words -> lines.put(words[0], words));
        return lines;
    }

    private static Map<String, String> statuses(String inOrder) {
        List<String> steps =
                List.of(
                        "list",
                        "page",
                        "past",
                        "plural",
                        "singular",
                        "items",
                        "unknown",
                        "delete",
                        "again",
                        "wrong",
                        "nobody");
        String[] words = inOrder.split(" ", -1);
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < words.length; i++) {
            all.put(steps.get(i), words[i]);
        }
        return all;
    }

    private static Map<String, String> noneIsOdd(Client client) {
        return client == Client.CURL ? Map.of() : Map.of("odd", "0");
    }

    private static String cartWithItems() {
        return api.keys("has_items=true&customer=guest&order=asc").getFirst();
    }

    private static RunningServer.Key key(String name) {
        JsonNode pair = keys.get(name);
        return new RunningServer.Key(pair.get("ck").asString(), pair.get("cs").asString());
    }
}
