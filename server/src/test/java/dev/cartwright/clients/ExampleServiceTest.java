package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The back-end service of `examples/javascript/service`, with its packages from npm.
class ExampleServiceTest {
    private static final String TOKEN = "a-token-of-at-least-thirty-two-characters";
    private static final long PATIENCE_NANOS = 180_000_000_000L;
    private static final Pattern ADDRESS = Pattern.compile("listening on (http://\\S+)");

    @TempDir private static Path directory;

    private static Path programs;
    private static RunningServer server;
    private static RunningServer.Key key;
    private static Api api;
    private static HttpClient http;

    private Process service;
    private Path log;
    private URI address;

    @BeforeAll
    static void startServer() {
        Tool.require("node");
        programs = NodePackages.install(Repository.examples("javascript"), "examples", "service");
        Path data = directory.resolve("data");
        server = RunningServer.start(data, "--demo");
        key = RunningServer.createKey(data, "read_write");
        api = new Api(server.address(), key);
        api.restoreAll(); // the demo has some carts in trash
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
            api.close();
            http.close();
        }
    }

    @AfterEach
    void stopService() throws InterruptedException {
        if (service != null) {
            service.destroy();
            assertThat(service.waitFor(180, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        }
        api.restoreAll();
    }

    @Test
    void refusesToStartWithoutALongToken() throws IOException {
        start(Map.of("ADMIN_TOKEN", "short"));
        await(() -> !service.isAlive());
        assertThat(service.exitValue()).isEqualTo(1);
        assertThat(said()).contains("ADMIN_TOKEN").doesNotContain("listening");
    }

    @Test
    void answersNobodyWithoutTheToken() throws IOException {
        startAndListen(Map.of());
        assertThat(get("/health", "").statusCode()).isEqualTo(200);
        for (String path : List.of("/api/admin/sessions", "/api/admin/sessions/x")) {
            assertThat(get(path, "").statusCode()).isEqualTo(401);
            assertThat(get(path, "Bearer " + TOKEN + "x").statusCode()).isEqualTo(401);
        }
        assertThat(said()).doesNotContain(TOKEN, key.key(), key.secret());
    }

    @Test
    void showsListsCartsAndStatisticsToTheAdministrator() throws IOException {
        startAndListen(Map.of());
        JsonNode list = json("/api/admin/sessions?page=2&per_page=5");
        assertThat(list.get("success").asBoolean()).isTrue();
        assertThat(list.get("data")).hasSize(5);
        assertThat(list.get("total").asInt()).isEqualTo(api.list("").size());
        String cartKey = list.at("/data/0/cart_key").asString();
        assertThat(json("/api/admin/sessions/" + cartKey).at("/data/cart_key").asString())
                .isEqualTo(cartKey);
        assertThat(json("/api/admin/statistics").at("/data/carts").asInt())
                .isEqualTo(api.list("").size());
    }

    @Test
    void answersErrorsWithoutTheServersOwnWords() throws IOException {
        startAndListen(Map.of("COCART_CONSUMER_SECRET", "cs_wrong"));
        HttpResponse<String> refused = get("/api/admin/sessions", "Bearer " + TOKEN);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).doesNotContain("Consumer", "cs_wrong");
        assertThat(get("/api/admin/sessions?page=zero", "Bearer " + TOKEN).statusCode())
                .isEqualTo(400);
        assertThat(said()).contains("401").doesNotContain("cs_wrong");
    }

    @Test
    void theScheduledCleanUpMovesOldCartsToTrash() throws IOException {
        long before = Instant.now().getEpochSecond() - 86_400;
        long old =
                api.list("").stream()
                        .filter(cart -> cart.get("cart_expiry").asLong() < before)
                        .count();
        assertThat(old).isPositive();
        startAndListen(
                Map.of(
                        "CLEANUP_SCHEDULE",
                        "* * * * * *",
                        "CLEANUP_DAYS",
                        "1",
                        "CLEANUP_DELETE",
                        "true"));
        await(() -> api.keys("status=trash").size() >= old);
        assertThat(said()).contains("clean-up: {");
    }

    @Test
    void theScheduledCleanUpOnlyCountsUnlessTold() throws IOException {
        startAndListen(Map.of("CLEANUP_SCHEDULE", "* * * * * *", "CLEANUP_DAYS", "1"));
        await(() -> said().contains("\"dry_run\":true"));
        assertThat(api.keys("status=trash")).isEmpty();
    }

    private void startAndListen(Map<String, String> more) throws IOException {
        start(more);
        await(() -> ADDRESS.matcher(said()).find());
        Matcher found = ADDRESS.matcher(said());
        assertThat(found.find()).isTrue();
        address = URI.create(found.group(1));
    }

    private void start(Map<String, String> more) throws IOException {
        var environment = new HashMap<>(key.environment(server.address()));
        environment.put("ADMIN_TOKEN", TOKEN);
        environment.put("PORT", "0");
        environment.putAll(more);
        log = Files.createTempFile(directory, "service", ".log");
        service =
                Run.builder(
                                List.of(Tool.require("node"), "server.mjs"),
                                programs.resolve("service"),
                                environment)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
    }

    private JsonNode json(String path) {
        HttpResponse<String> response = get(path, "Bearer " + TOKEN);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Api.JSON.readTree(response.body());
    }

    private HttpResponse<String> get(String path, String authorization) {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long: %s", said()).isLessThan(deadline);
            try {
                Thread.sleep(50);
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interruption);
            }
        }
    }
}
