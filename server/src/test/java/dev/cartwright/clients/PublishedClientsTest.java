package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// WooCommerce's and CoCart's own packages from npm, unchanged: OAuth over http, Basic over https.
class PublishedClientsTest {
    private static final String WOOCOMMERCE = "@woocommerce/woocommerce-rest-api";
    private static final String COCART = "@cocart/cocart-rest-api";

    @TempDir private static Path directory;

    private static Path packages;

    @BeforeAll
    static void install() {
        Tool.require("node");
        packages =
                NodePackages.install(
                        Repository.server().resolve("src/test/npm"), "published-clients", "");
    }

    @Test
    void woocommercesClientSignsWithOAuthOverHttp() {
        Path data = directory.resolve("oauth");
        try (var server = RunningServer.start(data, "--demo")) {
            check(server, data, Map.of("PACKAGE", WOOCOMMERCE));
        }
    }

    @Test
    void bothClientsUseBasicOverHttps() {
        Path data = directory.resolve("basic");
        TestCertificate certificate = TestCertificate.make(directory);
        try (var server = RunningServer.startTls(data, certificate, "--demo")) {
            String trust = certificate.certificate().toString();
            for (String client : List.of(WOOCOMMERCE, COCART)) {
                for (String queryAuth : List.of("false", "true")) {
                    check(
                            server,
                            data,
                            Map.of(
                                    "PACKAGE", client,
                                    "QUERY_AUTH", queryAuth,
                                    "NODE_EXTRA_CA_CERTS", trust));
                }
            }
        }
    }

    private static void check(RunningServer server, Path data, Map<String, String> settings) {
        RunningServer.Key key = RunningServer.createKey(data, "read_write");
        var environment = new HashMap<>(settings);
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
                .containsEntry("wrong", "401 woocommerce_rest_authentication_error");
    }

    private static void isATotal(String found) {
        assertThat(found).startsWith("200 ");
        assertThat(Integer.parseInt(found.substring(4))).isGreaterThan(10);
    }
}
