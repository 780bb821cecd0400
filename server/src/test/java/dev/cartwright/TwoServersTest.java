package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.audit.AuditStore;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.EntryFilter;
import dev.cartwright.audit.Verification;
import dev.cartwright.audit.Verifier;
import dev.cartwright.cli.Installation;
import dev.cartwright.store.sql.EmbeddedPostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Two servers on one PostgreSQL: what is done to a key on one of them holds on the other.
@Timeout(600)
class TwoServersTest {
    private static final int PARALLEL_ACTS = 40;

    @TempDir Path directory;

    private RunningServer one;
    private RunningServer two;
    private KeyHolder here;
    private KeyHolder there;

    @BeforeEach
    void start() throws IOException {
        String database = EmbeddedPostgresServer.freshUrl();
        one = server("one", database);
        two = server("two", database);
        NewKey manager = one.newKey(Permission.READ_WRITE);
        here = KeyHolder.of(one, manager);
        there = KeyHolder.of(two, manager);
        soon("a new key", () -> there.get("whoami").status(), 200);
    }

    private RunningServer server(String name, String database) throws IOException {
        return new RunningServer(
                Files.createDirectory(directory.resolve(name)),
                Map.of(
                        "database",
                        database,
                        "key-file",
                        directory.resolve("shared.keys").toString(),
                        "failed-logins-limit",
                        "0"));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
    }

    private static <T> void soon(String what, Supplier<T> asked, T wanted) {
        Soon.await(
                () -> "%s: %s instead of %s".formatted(what, asked.get(), wanted),
                () -> asked.get().equals(wanted));
    }

    /// What a key is worth: a status with the reason, where there is one.
    private static String worth(KeyHolder holder, String path) {
        var answer = holder.get(path);
        return (answer.status() + " " + answer.reason()).strip();
    }

    @Test
    void whatIsDoneOnOneHoldsOnTheOtherWithinASecond() {
        JsonNode made = made();
        KeyHolder user = KeyHolder.of(two, made);
        Soon.quickest(
                Duration.ofSeconds(1),
                () -> {
                    boolean works = worth(user, "whoami").equals("200");
                    here.post(path(made) + (works ? "/disable" : "/enable"), "{}").wanted(200);
                    return works ? "401 key_disabled" : "200";
                },
                wanted -> worth(user, "whoami").equals(wanted));
    }

    /// Made on the first server, and tried on the second.
    private JsonNode made() {
        JsonNode made =
                here.post("keys", "{\"description\":\"two\",\"permissions\":\"read_write\"}")
                        .wanted(201)
                        .body();
        soon("made", () -> KeyHolder.of(two, made).get("whoami").status(), 200);
        return made;
    }

    private static String path(JsonNode key) {
        return "keys/" + key.path("key_id").asLong();
    }

    @Test
    void disablingEnablingAndRevokingHoldOnTheOther() {
        JsonNode key = made();
        var user = KeyHolder.of(two, key);
        here.post(path(key) + "/disable", "{}").wanted(200);
        soon("disable", () -> worth(user, "whoami"), "401 key_disabled");
        here.post(path(key) + "/enable", "{}").wanted(200);
        soon("enable", () -> worth(user, "whoami"), "200");
        here.post(path(key) + "/expose", "{}").wanted(200);
        soon("expose", () -> worth(user, "whoami"), "401 key_disabled");
        here.post(path(key) + "/enable", "{\"force\":true}").wanted(200);
        soon("enable with force", () -> worth(user, "whoami"), "200");
        here.delete(path(key)).wanted(200);
        soon("revoke", () -> worth(user, "whoami"), "401 key_revoked");
        assertThat(there.get(path(key)).body().path("status").asString()).isEqualTo("revoked");
    }

    @Test
    void aRolledKeyAndTheEndOfItsOverlapHoldOnTheOther() {
        JsonNode key = made();
        var old = KeyHolder.of(two, key);
        JsonNode rolled = here.post(path(key) + "/roll", "{\"overlap\":3600}").wanted(201).body();
        var successor = KeyHolder.of(two, rolled);
        soon("roll", () -> worth(successor, "whoami"), "200");
        assertThat(worth(old, "whoami")).isEqualTo("200");
        soon(
                "expiring",
                () -> old.get("whoami").body().path("key").path("status").asString(),
                "expiring");
        here.post(path(key) + "/end", "{}").wanted(200);
        soon("end", () -> worth(old, "whoami"), "401 key_expired");
        assertThat(worth(successor, "whoami")).isEqualTo("200");
        there.delete(path(rolled)).wanted(200);
        soon(
                "revoke, the other way",
                () -> worth(KeyHolder.of(one, rolled), "whoami"),
                "401 key_revoked");
    }

    @Test
    void changedTermsHoldOnTheOther() {
        JsonNode key = made();
        var user = KeyHolder.of(two, key);
        change(key, "{\"scopes\":[\"sessions\"]}");
        soon("scopes", () -> worth(user, "keys"), "403 scope_missing");
        change(key, "{\"scopes\":null}");
        soon("all scopes", () -> worth(user, "keys"), "200");
        change(key, "{\"permissions\":\"write\"}");
        soon("permissions", () -> worth(user, "keys"), "403");
        change(key, "{\"permissions\":\"read\"}");
        soon("permissions", () -> worth(user, "keys"), "200");
        change(key, "{\"rate_limit\":1}");
        soon("a limit", () -> worth(user, "keys"), "429");
        change(key, "{\"rate_limit\":null}");
        soon("no limit", () -> worth(user, "keys"), "200");
        change(key, "{\"allowed_ips\":[\"192.0.2.0/24\"]}");
        soon("addresses", () -> worth(user, "keys"), "401 address_not_allowed");
        change(key, "{\"allowed_ips\":[]}");
        soon("any address", () -> worth(user, "keys"), "200");
    }

    private void change(JsonNode key, String terms) {
        here.patch(path(key), terms).wanted(200);
    }

    @Test
    void ofTwoRollsAtOnceOneWins() throws Exception {
        JsonNode key = made();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 8; i++) {
                KeyHolder holder = i % 2 == 0 ? here : there;
                running.add(threads.submit(() -> holder.post(path(key) + "/roll", "{}").status()));
            }
            var statuses = new ArrayList<Integer>();
            for (Future<Integer> roll : running) {
                statuses.add(roll.get());
            }
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        }
    }

    @Test
    void actsOnBothAreSealedOnce() throws Exception {
        JsonNode key = made();
        int before = entries(one.server.installation().audit()).size();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < PARALLEL_ACTS; i++) {
                KeyHolder holder = i % 2 == 0 ? here : there;
                String terms = "{\"description\":\"act " + i + "\"}";
                running.add(threads.submit(() -> holder.patch(path(key), terms).wanted(200)));
            }
            for (Future<?> act : running) {
                act.get();
            }
        }
        Installation stores = two.server.installation();
        soon("sealed", () -> stores.audit().open(1).entries().size(), 0);
        Verification found = new Verifier(stores.audit(), stores.auditChain()).run(null);
        assertThat(found).isInstanceOf(Verification.Intact.class);
        List<Entry> all = entries(stores.audit());
        assertThat(found.extent().entries()).isEqualTo(all.size());
        assertThat(found.extent().unsealed()).isZero();
        assertThat(all).hasSize(before + PARALLEL_ACTS);
        assertThat(all).extracting(Entry::sequence).doesNotHaveDuplicates();
        assertThat(all.stream().filter(entry -> entry.type().equals("KEY_CHANGED")))
                .hasSize(PARALLEL_ACTS);
    }

    private static List<Entry> entries(AuditStore audit) {
        return audit.before(EntryFilter.ALL, Long.MAX_VALUE, 1000);
    }
}
