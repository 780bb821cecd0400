package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What CoCart's public guide does with consumer keys: make them on the command line, use them, and
/// change them under a running load without losing a call.
@Timeout(900)
class TutorialKeyFlowsTest {
    private static final Pattern KEY = Pattern.compile("\\bck_\\w{40}\\b");
    private static final Pattern SECRET = Pattern.compile("\\bcs_\\w{40}\\b");
    private static final long PATIENCE_NANOS = 180_000_000_000L;
    private static final int MANY = 60;

    @TempDir private Path directory;

    /// As the guide types it, but for the program's name.
    private static RunningServer.Key create(Path data, String purpose, String permissions) {
        String said =
                RunningServer.cartwright(
                        data,
                        "api",
                        "create",
                        "--user=1",
                        "--description=CoCart Sessions API - " + purpose,
                        "--permissions=" + permissions);
        return new RunningServer.Key(only(KEY, said), only(SECRET, said));
    }

    private static String only(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern.pattern()).isTrue();
        String first = found.group();
        assertThat(found.find()).as("a second %s", pattern).isFalse();
        return first;
    }

    @Test
    void keysMadeOnTheCommandLineWorkInEveryClient() {
        Path data = directory.resolve("data");
        try (var server = RunningServer.start(data, "--demo")) {
            RunningServer.Key admin = create(data, "Admin", "read_write");
            RunningServer.Key reader = create(data, "Read Only", "read");
            try (var api = new Api(server.address(), admin)) {
                for (var client : TutorialClientsTest.Client.values()) {
                    String cart = api.keys("has_items=true&customer=guest").getFirst();
                    assertThat(steps(client, server, reader, cart))
                            .contains("list 200", "singular 200", "items 200", "delete 403");
                    assertThat(steps(client, server, admin, cart))
                            .contains("list 200", "singular 200", "delete 200", "again 404");
                    assertThat(api.status(cart)).isEqualTo(404);
                }
            }
        }
        String listed = RunningServer.cartwright(data, "api", "list");
        assertThat(listed)
                .contains("CoCart Sessions API - Admin", "CoCart Sessions API - Read Only")
                .doesNotContain("ck_", "cs_");
    }

    private static List<String> steps(
            TutorialClientsTest.Client client,
            RunningServer server,
            RunningServer.Key key,
            String cart) {
        return client.run(
                        Map.of(
                                "BASE",
                                server.address() + "/wp-json/cocart/v2",
                                "KEY",
                                key.key(),
                                "SECRET",
                                key.secret(),
                                "CART",
                                cart))
                .success()
                .lines()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
    }

    @Test
    void aKeyIsExchangedUnderLoadAndNoCallFails() throws Exception {
        Path data = directory.resolve("data");
        long oldId;
        long oldCalls;
        try (var server = RunningServer.start(data, "--demo");
                var api = new Api(server.address(), create(data, "Admin", "read_write"))) {
            RunningServer.Key old = create(data, "Read Only", "read");
            oldId = id(server, old);
            JsonNode rolled = api.post("/keys/" + oldId + "/roll", "{\"overlap\":86400}");
            long newId = rolled.get("key_id").asLong();
            assertThat(rolled.at("/previous/status").asString()).isEqualTo("expiring");
            Path stop = directory.resolve("stop");
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Run>> load = new ArrayList<>();
                try {
                    for (Callable<Run> program : programs(environment(server, old, rolled, stop))) {
                        load.add(threads.submit(program));
                    }
                    awaitEveryProgram(api, oldId, load);
                    awaitCalls(api, oldId, MANY, load);
                    assertThat(usage(api, newId).get("calls").asLong()).isZero();
                    JsonNode ended = api.post("/keys/" + oldId + "/end", "{}");
                    assertThat(ended.get("status").asString()).isEqualTo("expired");
                    awaitCalls(api, newId, MANY, load);
                } finally {
                    Files.createFile(stop);
                }
                for (Future<Run> program : load) {
                    Run run = program.get();
                    assertThat(Integer.parseInt(run.success().strip())).isPositive();
                }
            }
            oldCalls = isUsedAndRefused(usage(api, oldId));
            assertThat(usage(api, newId).get("errors").asLong()).isZero();
            assertThat(server.said()).doesNotContain(old.key(), old.secret());
        }
        JsonNode afterwards =
                Api.JSON.readTree(
                        RunningServer.cartwright(
                                data, "api", "usage", Long.toString(oldId), "--json"));
        assertThat(afterwards.get("calls").asLong()).isGreaterThanOrEqualTo(oldCalls);
    }

    /// Whoever looks sees who still comes with the old key.
    private static long isUsedAndRefused(JsonNode usage) {
        assertThat(usage.get("last_address").asString()).isEqualTo("127.0.0.1");
        assertThat(usage.get("last_client").asString()).isEqualTo("rotating-guide");
        assertThat(usage.get("last_used").asString()).endsWith("Z");
        assertThat(usage.get("calls_last_hour").asLong()).isGreaterThan(MANY);
        assertThat(usage.get("by_status").valueStream().map(one -> one.get("status").asInt()))
                .containsExactlyInAnyOrder(200, 401);
        assertThat(usage.get("recent").valueStream().map(one -> one.get("client").asString()))
                .contains("rotating-guide");
        return usage.get("calls").asLong();
    }

    private static long id(RunningServer server, RunningServer.Key key) {
        try (var api = new Api(server.address(), key)) {
            return api.get("/whoami").at("/key/key_id").asLong();
        }
    }

    private static JsonNode usage(Api api, long id) {
        return api.get("/keys/" + id + "/usage");
    }

    /// Each calls itself something else, and so did this test; one may be much slower to start than
    /// the others.
    private static void awaitEveryProgram(Api api, long id, List<Future<Run>> load)
            throws InterruptedException, ExecutionException {
        var seen = new HashSet<String>();
        for (int calls = 1; seen.size() <= load.size(); calls++) {
            awaitCalls(api, id, calls, load);
            usage(api, id)
                    .get("recent")
                    .valueStream()
                    .forEach(one -> seen.add(one.get("client").asString()));
        }
    }

    private static void awaitCalls(Api api, long id, int calls, List<Future<Run>> load)
            throws InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (usage(api, id).get("calls_last_hour").asLong() < calls) {
            assertThat(System.nanoTime()).as("calls come in").isLessThan(deadline);
            for (Future<Run> program : load) {
                if (program.isDone()) {
                    throw new AssertionError("ended early: " + program.get());
                }
            }
            Thread.sleep(20);
        }
    }

    private static Map<String, String> environment(
            RunningServer server, RunningServer.Key old, JsonNode rolled, Path stop) {
        var environment = new HashMap<>(old.environment(server.address()));
        environment.put("BASE", server.address() + "/wp-json/cocart/v2");
        environment.put("STOP", stop.toString());
        environment.put("COCART_BACKUP_CONSUMER_KEY", rolled.get("consumer_key").asString());
        environment.put("COCART_BACKUP_CONSUMER_SECRET", rolled.get("consumer_secret").asString());
        return environment;
    }

    /// Each of them asks until the file is there, and prints how often.
    private static List<Callable<Run>> programs(Map<String, String> environment) {
        var programs = new ArrayList<Callable<Run>>();
        Path guide = Repository.testResources().resolve("clients");
        String node = Tool.require("node");
        programs.add(() -> Run.of(List.of(node, "rotating.mjs"), guide, environment));
        for (Language language : Language.values()) {
            programs.add(() -> language.code(loop(language), environment));
        }
        return programs;
    }

    private static String loop(Language language) {
        return switch (language) {
            case JAVASCRIPT ->
                    """
                    import { existsSync } from 'node:fs';
                    import { SessionsClient } from './sessions-client.mjs';
                    const client = SessionsClient.fromEnvironment();
                    let calls = 0;
                    for (; !existsSync(process.env.STOP); calls++) {
                      await client.page({ per_page: 1 });
                    }
                    console.log(calls);
                    """;
            case PYTHON ->
                    """
                    import os
                    from sessions_client import SessionsClient
                    client = SessionsClient.from_environment()
                    calls = 0
                    while not os.path.exists(os.environ["STOP"]):
                        client.page(per_page=1)
                        calls += 1
                    print(calls)
                    """;
            case PHP ->
                    """
                    require './SessionsClient.php';
                    $client = SessionsClient::fromEnvironment();
                    for ($calls = 0; !file_exists(getenv('STOP')); $calls++) {
                        $client->page(['per_page' => 1]);
                    }
                    echo $calls;
                    """;
        };
    }
}
