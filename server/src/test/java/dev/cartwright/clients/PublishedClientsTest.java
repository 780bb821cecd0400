package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// WooCommerce's and CoCart's own packages from npm, unchanged: OAuth over http, Basic over https.
class PublishedClientsTest {
    private static final String WOOCOMMERCE = "@woocommerce/woocommerce-rest-api";
    private static final String COCART = "@cocart/cocart-rest-api";

    @TempDir private static Path directory;

    private static Path packages;
    private static TestCertificate certificate;

    @BeforeAll
    static void install() {
        Tool.require("node");
        packages =
                NodePackages.install(
                        Repository.server().resolve("src/test/npm"), "published-clients", "");
        certificate = TestCertificate.make(directory);
    }

    @Test
    void woocommercesClientSignsWithOAuthOverHttp() {
        Path data = directory.resolve("oauth");
        try (var server = RunningServer.start(data, "--demo")) {
            check(server, RunningServer.createKey(data, "read_write"), WOOCOMMERCE, Map.of());
        }
    }

    @Test
    void bothClientsUseBasicOverHttps() {
        Path data = directory.resolve("basic");
        try (var server = RunningServer.startTls(data, certificate, "--demo")) {
            RunningServer.Key key = RunningServer.createKey(data, "read_write");
            for (String client : List.of(WOOCOMMERCE, COCART)) {
                for (String queryAuth : List.of("false", "true")) {
                    check(server, key, client, trusting(queryAuth));
                }
            }
        }
    }

    private static Map<String, String> trusting(String queryAuth) {
        return Map.of(
                "QUERY_AUTH",
                queryAuth,
                "NODE_EXTRA_CA_CERTS",
                certificate.certificate().toString());
    }

    @Test
    void importedAndRolledKeysWorkOverBothSchemes() throws IOException {
        Path data = directory.resolve("imported");
        RunningServer.Key imported = importStore(data);
        List<RunningServer.Key> all;
        try (var server = RunningServer.start(data)) {
            RunningServer.Key made = RunningServer.createKey(data, "read_write");
            all = List.of(imported, made, roll(server, imported), roll(server, made));
            for (RunningServer.Key key : all) {
                check(server, key, WOOCOMMERCE, Map.of());
            }
        }
        try (var server = RunningServer.startTls(data, certificate)) {
            for (RunningServer.Key key : all) {
                check(server, key, WOOCOMMERCE, trusting("false"));
            }
        }
    }

    /// @return a key that another shop gave out
    private static RunningServer.Key importStore(Path data) throws IOException {
        Path recorded = Repository.testResources().resolve("recorded");
        String dump = recorded.resolve("store/store.sql.gz").toString();
        RunningServer.cartwright(data, "import", "woocommerce", "--dump", dump);
        JsonNode pair =
                Api.JSON
                        .readTree(Files.readString(recorded.resolve("fixtures.json")))
                        .at("/keys/admin_rw");
        return new RunningServer.Key(pair.get("ck").asString(), pair.get("cs").asString());
    }

    /// Leaves both keys valid.
    private static RunningServer.Key roll(RunningServer server, RunningServer.Key key) {
        try (var api = new Api(server.address(), key)) {
            long id = api.get("/whoami").at("/key/key_id").asLong();
            JsonNode rolled = api.post("/keys/" + id + "/roll", "{\"overlap\":3600}");
            return new RunningServer.Key(
                    rolled.get("consumer_key").asString(),
                    rolled.get("consumer_secret").asString());
        }
    }

    private static void check(
            RunningServer server,
            RunningServer.Key key,
            String client,
            Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("PACKAGE", client);
        environment.put("SERVER", server.address().toString());
        environment.put("KEY", key.key());
        environment.put("SECRET", key.secret());
        Map<String, String> steps =
                Run.of(List.of(Tool.require("node"), "steps.cjs"), packages, environment)
                        .success()
                        .lines()
                        .collect(
                                Collectors.toMap(
                                        line -> line.substring(0, line.indexOf(' ')),
                                        line -> line.substring(line.indexOf(' ') + 1)));
        assertThat(steps)
                .containsEntry("list", "200 7")
                .containsEntry("page", "200 3")
                .hasEntrySatisfying("total", PublishedClientsTest::isATotal)
                .containsEntry("encoded", "200 0")
                .containsEntry("fields", "200 cart_key,cart_totals")
                .containsEntry("one", "200 true")
                .containsEntry("items", "200 true")
                .containsEntry("unknown", "404 cocart_session_not_found")
                .containsEntry("delete", "200 true")
                .containsEntry("again", "404 cocart_session_not_found")
                .containsEntry("restore", "200 true")
                .containsEntry("force", "200 true")
                .containsEntry("gone", "404 cocart_session_not_found")
                .containsEntry("options", "200 cocart/v2")
                .containsEntry("wrong", "401 woocommerce_rest_authentication_error")
                .containsEntry("made", "200 2")
                .containsEntry("keys", "200 true")
                .containsEntry("changed", "200 Changed")
                .containsEntry("overlap", "200 2")
                .containsEntry("rolled", "200 true")
                .containsEntry("end", "200 expired")
                .containsEntry("ended", "401 woocommerce_rest_authentication_error")
                .containsEntry("disabled", "200 disabled")
                .containsEntry("enabled", "200 expiring")
                .containsEntry("usage", "200 3")
                .containsEntry("revoked", "200 true");
    }

    private static void isATotal(String found) {
        assertThat(found).startsWith("200 ");
        assertThat(Integer.parseInt(found.substring(4))).isGreaterThan(10);
    }
}
