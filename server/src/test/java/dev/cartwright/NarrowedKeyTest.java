package dev.cartwright;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Permission;
import dev.cartwright.cli.Console;
import dev.cartwright.demo.DemoShop;
import dev.cartwright.event.Actor;
import dev.cartwright.log.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A key that was narrowed over REST, against the whole server.
class NarrowedKeyTest {
    private static final int CARTS = 60;
    private static final Duration ON_RECORD_WITHIN = Duration.ofSeconds(10);

    /// Shorter words, such as a country, may stand elsewhere in a cart by chance.
    private static final int TELLING = 5;

    @TempDir Path directory;

    private RunningServer running;
    private KeyHolder manager;
    private KeyHolder narrow;
    private String narrowPath;

    @BeforeEach
    void start() {
        running = new RunningServer(directory, Map.of());
        running.server
                .installation()
                .sessions()
                .saveAll(
                        DemoShop.carts(DemoShop.SEED, CARTS, Instant.now()).toList(), Actor.SYSTEM);
        manager = KeyHolder.of(running, running.newKey(Permission.READ_WRITE));
        JsonNode made =
                manager.post("keys", "{\"description\":\"narrow\",\"permissions\":\"read_write\"}")
                        .wanted(201)
                        .body();
        narrow = KeyHolder.of(running, made);
        narrowPath = "keys/" + id(made);
        scopes("[\"sessions\"]");
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static long id(JsonNode key) {
        return key.path("key_id").asLong();
    }

    private void scopes(String scopes) {
        manager.patch(narrowPath, "{\"scopes\":" + scopes + "}").wanted(200);
    }

    /// A cart whose shopper told who she is.
    private JsonNode cartOfSomebody() {
        return StreamSupport.stream(all(manager).body().spliterator(), false)
                .filter(cart -> cart.path("customer").path("billing_email").isString())
                .max(Comparator.comparingInt(cart -> personal(cart).size()))
                .orElseThrow();
    }

    /// Without escapes.
    private static String text(KeyHolder.Answer answer) {
        return answer.body().toString().replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static KeyHolder.Answer all(KeyHolder holder) {
        return holder.get("sessions?per_page=" + CARTS).wanted(200);
    }

    /// Everything a cart tells of its shopper.
    private static Set<String> personal(JsonNode cart) {
        return cart.path("customer")
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> text.length() >= TELLING)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Digits inside longer numbers are none of these: a few may be in the seconds of a time.
    private static void assertNone(Set<String> texts, String answer) {
        for (String text : texts) {
            var alone = Pattern.compile("(?<![0-9])" + Pattern.quote(text) + "(?![0-9])");
            assertThat(answer).doesNotContainPattern(alone);
        }
    }

    @Test
    void noPersonIsInAListACartOrItsItems() {
        var persons = new TreeSet<String>();
        all(manager).body().forEach(cart -> persons.addAll(personal(cart)));
        assertThat(persons).hasSizeGreaterThan(10);
        assertThat(text(all(manager))).contains(persons);
        assertThat(text(all(narrow))).contains("•••@");
        assertNone(persons, text(all(narrow)));
        JsonNode cart = cartOfSomebody();
        String one = "session/" + cart.path("cart_key").asString();
        for (String path : List.of(one, one.replace("session", "sessions"), one + "/items")) {
            assertNone(personal(cart), text(narrow.get(path).wanted(200)));
        }
        assertThat(text(manager.get(one).wanted(200))).contains(personal(cart));
        assertNone(personal(cart), text(narrow.delete(one).wanted(200)));
        assertNone(personal(cart), text(narrow.post(one + "/restore", "{}").wanted(200)));
    }

    @Test
    void keptAnswersAreNeverGivenToTheOther() {
        JsonNode cart = cartOfSomebody();
        String one = "session/" + cart.path("cart_key").asString();
        for (int i = 0; i < 20; i++) {
            assertNone(personal(cart), text(narrow.get(one).wanted(200)));
            assertThat(text(manager.get(one).wanted(200))).contains(personal(cart));
        }
        scopes("null");
        assertThat(text(narrow.get(one).wanted(200))).contains(personal(cart));
        scopes("[\"sessions\",\"keys\"]");
        assertNone(personal(cart), text(narrow.get(one).wanted(200)));
        var widened = narrow.patch(narrowPath, "{\"scopes\":null}").wanted(403);
        assertThat(widened.code()).isEqualTo("cartwright_rest_cannot_grant");
        assertNone(personal(cart), text(narrow.get(one).wanted(200)));
    }

    @Test
    void nothingCanBeGuessedByFilters() {
        String email = cartOfSomebody().path("customer").path("billing_email").asString();
        for (String filter :
                List.of("email=" + email, "search=" + email, "customer=guest", "customer=7")) {
            for (var answer :
                    List.of(
                            narrow.get("sessions?" + filter),
                            narrow.delete("sessions?dry_run=true&" + filter))) {
                answer.wanted(403);
                assertThat(answer.reason()).isEqualTo("scope_missing");
                assertThat(answer.header("X-WP-Total")).isEmpty();
                assertThat(answer.text()).doesNotContain(email);
            }
            manager.get("sessions?" + filter).wanted(200);
        }
        var found = manager.get("sessions?email=" + email).wanted(200);
        assertThat(found.header("X-WP-Total")).isNotEqualTo(Optional.of("0"));
        narrow.get("sessions?status=active").wanted(200);
    }

    @Test
    void itReachesOnlyItsScopesAndIsToldSo() {
        for (var answer : List.of(narrow.get("keys"), narrow.get(narrowPath + "/usage"))) {
            answer.wanted(403);
            assertThat(answer.text()).contains("keys scope");
        }
        var who = narrow.get("whoami").wanted(200).body();
        assertThat(who.path("scopes").toString()).isEqualTo("[\"sessions\"]");
        assertThat(who.path("key").path("scopes")).isEqualTo(who.path("scopes"));
        scopes("[\"keys\"]");
        narrow.get("keys").wanted(200);
        narrow.get("sessions").wanted(403);
    }

    @Test
    void whoWasShownAPersonIsOnRecordWithinTenSeconds() throws InterruptedException {
        JsonNode cart = cartOfSomebody();
        String one = "session/" + cart.path("cart_key").asString();
        String email = cart.path("customer").path("billing_email").asString();
        JsonNode made = manager.post("keys", "{\"description\":\"seeing\"}").wanted(201).body();
        var seeing = KeyHolder.of(running, made);
        for (KeyHolder holder : List.of(seeing, narrow)) {
            holder.get(one).wanted(200);
            holder.get(one).wanted(200);
            holder.get(one + "/items").wanted(200);
            holder.get("sessions?per_page=5").wanted(200);
        }
        seeing.get("sessions?email=" + email).wanted(200);
        long deadline = System.nanoTime() + ON_RECORD_WITHIN.toNanos();
        String cartId = "\"cart_id\":" + cart.path("cart_id").asLong();
        List<String> wanted =
                List.of(
                        "\"route\":\"session\"," + cartId + ",\"filters\":\"\",\"calls\":2",
                        "\"route\":\"session_items\"," + cartId + ",\"filters\":\"\",\"calls\":1",
                        "\"filters\":\"\",\"calls\":1,\"carts\":5",
                        "\"filters\":\"email\",\"calls\":1");
        String told = personalData(id(made));
        while (!wanted.stream().allMatch(told::contains)) {
            assertThat(System.nanoTime()).as("told in time: " + told).isLessThan(deadline);
            Thread.sleep(200);
            told = personalData(id(made));
        }
        assertThat(told).doesNotContain(email);
        String narrowId = narrowPath.substring(narrowPath.indexOf('/') + 1);
        assertThat(personalData(Long.parseLong(narrowId))).isEmpty();
    }

    /// What `audit personal-data` prints of a key, while the server runs.
    private String personalData(long key) {
        var output = new ByteArrayOutputStream();
        var stream = new PrintStream(output, true, UTF_8);
        var logging = new Logging(new ByteArrayOutputStream());
        int status =
                Main.cli(logging, new EndSignal(), new Console(stream, stream, true))
                        .run(
                                "audit",
                                "personal-data",
                                "--json",
                                "--key=" + key,
                                "--data",
                                directory.resolve("data").toString());
        assertThat(status).as(output.toString(UTF_8)).isZero();
        output.toString(UTF_8).lines().forEach(line -> JsonMapper.shared().readTree(line));
        return output.toString(UTF_8);
    }
}
