package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cart.CartKey;
import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Installation;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.log.Logging;
import dev.cartwright.session.SessionDraft;
import dev.cartwright.session.SessionOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The program as a whole, over real sockets.
class AppTest {
    private static final String SESSIONS = "/wp-json/cocart/v2/sessions";

    @TempDir Path directory;

    @Test
    void aKeyMadeHereReadsInspectsAndDeletesCartsUnderEveryPrefix() throws IOException {
        try (var running = new RunningServer(directory, Map.of())) {
            NewKey key = running.newKey(Permission.READ_WRITE);
            fill(running.server.installation(), 12);
            for (String prefix : List.of("cocart/v2", "cocart/preview/v2", "cocart/preview")) {
                var list = running.get("/wp-json/" + prefix + "/sessions?per_page=2", key);
                assertThat(list.statusCode()).isEqualTo(200);
                var rows = JsonMapper.shared().readTree(list.body());
                String cart = rows.get(0).get("cart_key").asString();
                String one = "/wp-json/" + prefix + "/session/" + cart;
                assertThat(running.get(one, key).statusCode()).isEqualTo(200);
                assertThat(running.get(one + "/items", key).statusCode()).isEqualTo(200);
                assertThat(running.delete(one, key).statusCode()).isEqualTo(200);
                assertThat(running.get(one, key).statusCode()).isEqualTo(404);
                var route = running.get("/?rest_route=/" + prefix + "/sessions", key);
                assertThat(route.statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void everyUrlOfTheTableAnswers() throws IOException {
        try (var running = new RunningServer(directory, Map.of())) {
            for (String open : List.of("/healthz", "/readyz", "/metrics", "/wp-json/")) {
                assertThat(running.send(running.request(open)).statusCode())
                        .as(open)
                        .isEqualTo(200);
            }
            var index = running.send(running.request("/wp-json/")).body();
            var routes = JsonMapper.shared().readTree(index).get("routes");
            assertThat(routes.propertyNames()).hasSizeGreaterThan(18);
            var guarded = running.send(running.request(SESSIONS));
            assertThat(guarded.statusCode()).isEqualTo(401);
            assertThat(guarded.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    @Test
    void everyOrderIsReadToItsEndAlongTheLinks() throws IOException {
        try (var running = new RunningServer(directory, Map.of())) {
            NewKey key = running.newKey(Permission.READ);
            fill(running.server.installation(), 5);
            for (SessionOrder.Field field : SessionOrder.Field.values()) {
                var seen = new ArrayList<String>();
                String next = SESSIONS + "?per_page=2&orderby=" + field.word();
                while (!next.isEmpty()) {
                    var page = running.get(next, key);
                    assertThat(page.statusCode()).as(next).isEqualTo(200);
                    for (var row : JsonMapper.shared().readTree(page.body())) {
                        seen.add(row.get("cart_key").asString());
                    }
                    next = next(page.headers().allValues("Link"));
                }
                assertThat(seen).as(field.word()).hasSize(5).doesNotHaveDuplicates();
            }
        }
    }

    /// Path and query of the link to the next page; empty on the last one.
    private static String next(List<String> links) {
        for (String link : links) {
            for (String one : link.split(", ", -1)) {
                if (one.endsWith("rel=\"next\"")) {
                    return one.substring(one.indexOf("/wp-json"), one.indexOf('>'));
                }
            }
        }
        return "";
    }

    @Test
    void aKeyIssuedByTheServerItselfIsValidAtOnce() throws IOException {
        try (var running = new RunningServer(directory, Map.of())) {
            for (int i = 0; i < 5; i++) {
                NewKey key = running.newKey(Permission.READ);
                assertThat(running.get(SESSIONS, key).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void whatAnotherProcessDoesToKeysIsSeenWithinASecond() {
        try (var running = new RunningServer(directory, Map.of());
                Installation other = RunningServer.secondHandle(directory)) {
            Supplier<NewKey> made =
                    () -> {
                        NewKey key = RunningServer.newKey(other, Permission.READ);
                        Soon.await("made", () -> status(running, key) == 200);
                        return key;
                    };
            assertThat(status(running, made.get())).isEqualTo(200);
            Soon.quickest(
                    Duration.ofSeconds(1),
                    () -> RunningServer.newKey(other, Permission.READ),
                    key -> status(running, key) == 200);
            Soon.quickest(
                    Duration.ofSeconds(1),
                    () -> {
                        NewKey key = made.get();
                        other.keys().revoke(key.key().id(), Actor.OPERATOR);
                        return key;
                    },
                    key -> status(running, key) == 401);
        }
    }

    @Test
    void aSecondServerOnTheDirectoryIsRefused() {
        try (var _ = new RunningServer(directory, Map.of())) {
            assertThatThrownBy(() -> new RunningServer(directory, Map.of()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("Another server runs on");
        }
    }

    @Test
    void aTakenPortIsSaidInOneLineAndLeavesTheDirectoryFree() throws IOException {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createDirectory(elsewhere);
        try (var running = new RunningServer(directory, Map.of())) {
            String port = Integer.toString(running.address.getPort());
            var launcher =
                    RunningServer.launcher(elsewhere, new Logging(OutputStream.nullOutputStream()));
            try (var second = launcher.server(Map.of("port", port))) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(CommandFailure.class)
                        .hasMessageContaining(port);
            }
        }
        try (var _ = new RunningServer(elsewhere, Map.of())) {
            assertThat(elsewhere.resolve("data")).isDirectory();
        }
    }

    @Test
    void aDirectoryWithoutDataIsNotMadeByOtherCommands() {
        assertThatThrownBy(() -> RunningServer.secondHandle(directory).close())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("There is no data in");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    /// 16 callers delete while the server is told to end: whoever got an answer was told the truth.
    @Test
    void aShutdownUnderLoadLosesNoAcknowledgedDelete() throws Exception {
        List<String> carts;
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (var running = new RunningServer(directory, Map.of())) {
            carts = fill(running.server.installation(), 2000);
            NewKey key = running.newKey(Permission.READ_WRITE);
            var waiting = new ConcurrentLinkedQueue<>(carts);
            var failures = new AtomicInteger();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 16; i++) {
                    callers.execute(() -> delete(running, key, waiting, acknowledged, failures));
                }
                while (acknowledged.size() < 200) {
                    Thread.onSpinWait();
                }
                running.stop();
            }
            assertThat(failures).as("answers that were neither 200 nor none").hasValue(0);
        }
        assertThat(acknowledged).hasSizeBetween(200, 2000);
        try (Installation after = RunningServer.secondHandle(directory)) {
            var alive =
                    carts.stream()
                            .filter(cart -> after.sessions().find(new CartKey(cart)).isPresent())
                            .toList();
            assertThat(alive).doesNotContainAnyElementsOf(acknowledged);
            assertThat(alive.size())
                    .isGreaterThanOrEqualTo(carts.size() - acknowledged.size() - 16);
        }
    }

    private static void delete(
            RunningServer running,
            NewKey key,
            ConcurrentLinkedQueue<String> waiting,
            Set<String> acknowledged,
            AtomicInteger failures) {
        try {
            for (String cart = waiting.poll(); cart != null; cart = waiting.poll()) {
                var answer = running.delete("/wp-json/cocart/v2/session/" + cart, key);
                if (answer.statusCode() == 200) {
                    acknowledged.add(cart);
                } else if (answer.statusCode() != 503) {
                    failures.incrementAndGet();
                }
            }
        } catch (IOException _) { // the server is gone, as it should be
        }
    }

    private static int status(RunningServer running, NewKey key) {
        try {
            return running.get(SESSIONS, key).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> fill(Installation stores, int count) {
        List<SessionDraft> drafts;
        try (Stream<SessionDraft> made = DemoShop.carts(DemoShop.SEED, count, Instant.now())) {
            drafts = made.toList();
        }
        var keys = new ArrayList<String>();
        for (int from = 0; from < drafts.size(); from += 500) {
            int to = Math.min(drafts.size(), from + 500);
            stores.sessions().saveAll(drafts.subList(from, to), Actor.SYSTEM);
        }
        drafts.forEach(draft -> keys.add(draft.key().value()));
        return keys;
    }
}
