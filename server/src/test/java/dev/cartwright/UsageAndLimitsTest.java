package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.Installation;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.Usage;
import dev.cartwright.usage.UsageReport;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Usage and limits of the whole server, over real sockets and a real database.
class UsageAndLimitsTest {
    private static final String SESSIONS = "/wp-json/cocart/v2/sessions";
    private static final String PLANTED = "cs_0123456789abcdefghijklmnopqrstuvwxyz0000";

    @TempDir Path directory;

    @Test
    void whatAKeyDidIsKnownAfterTheEndAndTheKeysAreNotReadAnewForIt() throws IOException {
        long id;
        long revision;
        try (var running = new RunningServer(directory, Map.of())) {
            NewKey key = running.newKey(Permission.READ);
            id = key.key().id();
            revision = running.server.installation().keys().revision();
            call(running, key, "GET", SESSIONS);
            call(running, key, "GET", SESSIONS + "?page=0");
            call(running, key, "DELETE", "/wp-json/cocart/v2/session/t_nothing");
            running.send(
                    running.request(SESSIONS)
                            .header(
                                    "Authorization",
                                    RunningServer.basic(key.consumerKey(), PLANTED)));
        }
        try (Installation after = RunningServer.secondHandle(directory)) {
            Usage usage = new UsageReport(after.usage(), Clock.systemUTC()).of(id, 2);
            assertThat(usage.calls()).isEqualTo(3);
            assertThat(usage.errors()).isEqualTo(2);
            assertThat(usage.callsLastHour()).isEqualTo(3);
            assertThat(usage.byRoute())
                    .contains(new Usage.OfRoute("GET", "/cocart/v2/sessions", 2, 1));
            assertThat(usage.byStatus()).contains(new Usage.OfStatus(403, 1));
            LastUse last = Objects.requireNonNull(usage.last());
            assertThat(last.address()).isEqualTo("127.0.0.1");
            assertThat(last.client()).startsWith("agent").doesNotContain(PLANTED.substring(5, 20));
            assertThat(after.keys().find(id).orElseThrow().lastAccess()).isNotNull();
            assertThat(after.keys().revision()).isEqualTo(revision);
        }
    }

    private static void call(RunningServer running, NewKey key, String method, String path)
            throws IOException {
        running.send(
                running.request(path)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", RunningServer.basic(key))
                        .header("User-Agent", "agent " + PLANTED));
    }

    @Test
    void theSettingsLimitKeysFailedLoginsAndAnonymousCalls() throws IOException {
        var flags = Map.of("key-limit", "60", "failed-logins-limit", "2", "anonymous-limit", "3");
        try (var running = new RunningServer(directory, flags)) {
            NewKey key = running.newKey(Permission.READ);
            var first = running.get(SESSIONS + "?per_page=1000", key);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("RateLimit-Remaining")).contains("9");
            var second = running.get(SESSIONS + "?per_page=1000", key);
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 60L);
            for (int wanted : List.of(401, 401, 429)) {
                assertThat(wrong(running)).isEqualTo(wanted);
            }
            for (int wanted : List.of(200, 200, 200, 429)) {
                assertThat(open(running, "/wp-json/")).isEqualTo(wanted);
            }
            assertThat(open(running, "/wp-json/cocart/v2")).isEqualTo(429);
            assertThat(open(running, "/healthz")).isEqualTo(200);
            assertThat(running.send(running.request("/metrics")).body())
                    .contains(
                            "cartwright_limited_total{limit=\"key\"} 1.0",
                            "cartwright_limited_total{limit=\"failed_logins\"} 1.0",
                            "cartwright_limited_total{limit=\"anonymous\"} 2.0");
            assertThat(running.get("/wp-json/cocart/v2/session/t_x", key).statusCode())
                    .isEqualTo(404);
        }
    }

    private static int wrong(RunningServer running) throws IOException {
        return running.send(
                        running.request(SESSIONS)
                                .header("Authorization", RunningServer.basic("ck_no", "cs_no")))
                .statusCode();
    }

    private static int open(RunningServer running, String path) throws IOException {
        return running.send(running.request(path)).statusCode();
    }
}
