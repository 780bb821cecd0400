package dev.cartwright;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.cli.Console;
import dev.cartwright.log.LogFormat;
import dev.cartwright.log.LogLevel;
import dev.cartwright.log.Logging;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets of keys that were made, rolled and reported, and secrets that somebody put where none
/// belongs, are in no file, no copy of it, no log and no answer but the one they were told in.
class SecretsAtRestTest {
    private static final String KEYS = "/wp-json/cocart/v2/keys";
    private static final Pattern SECRET = Pattern.compile("c[ks]_[0-9A-Za-z]{40}");
    private static final Pattern KEY_ID = Pattern.compile("\"key_id\"\\s*:\\s*(\\d+)");
    private static final int EACH = 6;

    @TempDir Path directory;

    private final Random random = new Random(20_261_123);
    private final List<String> planted = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void nothingPlantedIsKeptOrTold() throws IOException {
        String log;
        var running = new RunningServer(directory, Map.of("log-level", "debug"));
        try (running) {
            NewKey manager = running.newKey(Permission.READ_WRITE);
            planted.add(manager.consumerKey());
            planted.add(manager.consumerSecret());
            for (int i = 0; i < EACH; i++) {
                life(running, manager);
                misplaced(running, manager);
            }
            answers.add(running.get(KEYS + "/1/usage", manager).body());
            answers.add(running.get(KEYS + "?per_page=100", manager).body());
            answers.add(running.send(running.request("/metrics")).body());
        }
        log = running.log();
        String key = commands();
        assertThat(planted).hasSizeGreaterThanOrEqualTo(50);
        assertThat(log).isNotEmpty().doesNotContain(planted);
        assertThat(String.join("\n", answers)).contains("key_id").doesNotContain(planted);
        assertThat(output.toString(UTF_8)).contains("key_created").doesNotContain(planted);
        files(key);
    }

    /// Made, used, rolled, reported.
    private void life(RunningServer running, NewKey manager) throws IOException {
        String[] made = pair(post(running, manager, KEYS, "{\"description\":\"client\"}"));
        String agent = "client/1 " + secret("cs_");
        running.send(
                running.request("/wp-json/cocart/v2/sessions")
                        .header("Authorization", RunningServer.basic(made[0], made[1]))
                        .header("User-Agent", agent));
        running.send(
                running.request(
                        "/wp-json/cocart/v2/sessions?consumer_key=%s&consumer_secret=%s"
                                .formatted(made[0], made[1])));
        String id = made[2];
        String[] rolled = pair(post(running, manager, KEYS + "/" + id + "/roll", "{}"));
        String report =
                "[{\"token\":\"%s\",\"type\":\"x\",\"url\":\"https://example.org/%s\"}]"
                        .formatted(rolled[1], secret("cs_"));
        ask(
                running.request(KEYS + "/exposed")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(report)),
                running);
        ask(
                running.request(KEYS + "/whoami")
                        .header("Authorization", RunningServer.basic(rolled[0], secret("cs_"))),
                running);
    }

    /// Where no secret belongs.
    private void misplaced(RunningServer running, NewKey manager) throws IOException {
        for (String body :
                List.of(
                        "{\"description\":\"key %s\"}".formatted(secret("cs_")),
                        "{\"description\":\"x\",\"permissions\":\"%s\"}".formatted(secret("cs_")),
                        "{\"description\":\"x\",\"allowed_ips\":[\"%s\"]}".formatted(secret("cs_")),
                        "{\"description\":\"x\",\"expires\":\"%s\"}".formatted(secret("cs_")),
                        "{\"%s\"".formatted(secret("cs_")))) {
            HttpResponse<String> refused = post(running, manager, KEYS, body);
            assertThat(refused.statusCode()).isEqualTo(400);
            answers.add(refused.body());
        }
        for (String path :
                List.of(
                        "/" + secret("ck_"),
                        "?search=" + secret("cs_"),
                        "?status=" + secret("cs_"),
                        "/1/usage?days=" + secret("cs_"))) {
            answers.add(running.get(KEYS + path, manager).body());
        }
    }

    /// What the command line tells of it; a key made there is planted too.
    private String commands() {
        assertThat(output.size()).isZero();
        run("api", "create", "--user=1", "--description=tool", "--json");
        Matcher id = KEY_ID.matcher(output.toString(UTF_8));
        assertThat(id.find()).isTrue();
        List<String> told = told();
        rolled(id.group(1), "--porcelain");
        rolled(Long.toString(Long.parseLong(id.group(1)) + 1), "--json");
        run("api", "create", "--user=1", "--description=" + secret("cs_"));
        run("api", "list", "--all", "--json");
        run("api", "show", "1");
        run("api", "usage", "1", "--json");
        run("api", "usage", "2");
        run("secrets", "rotate");
        run("secrets", "list", "--json");
        run("audit", "list");
        run("audit", "export");
        run("audit", "export", "--format=csv");
        run("audit", "verify");
        run("audit", "personal-data");
        run("sessions", "export");
        run("doctor", "--json");
        run("backup", "--output", directory.resolve("copy.db").toString());
        run("backup", "--output", directory.resolve("second.db").toString(), "--json");
        return told.getFirst();
    }

    /// A command may tell a new pair once, where it is asked to; never again.
    private List<String> told() {
        List<String> told =
                SECRET.matcher(output.toString(UTF_8)).results().map(MatchResult::group).toList();
        assertThat(told).hasSize(2);
        output.reset();
        planted.addAll(told);
        return told;
    }

    private void rolled(String id, String form) {
        run("api", "roll", id, form);
        told();
    }

    private void run(String... arguments) {
        var logging = new Logging(output);
        var all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(directory.resolve("data").toString());
        var stream = new PrintStream(output, true, UTF_8);
        logging.start(LogFormat.JSON, LogLevel.DEBUG);
        try {
            Main.cli(logging, new EndSignal(), new Console(stream, stream, true))
                    .run(all.toArray(String[]::new));
        } finally {
            logging.close();
        }
    }

    /// The database, its log, the copies and the key file; of the latter nothing is in the others.
    private void files(String key) throws IOException {
        Path keyFile = directory.resolve("data").resolve("secret.keys");
        List<String> peppers =
                Pattern.compile("[0-9a-f]{64}")
                        .matcher(Files.readString(keyFile))
                        .results()
                        .map(MatchResult::group)
                        .toList();
        assertThat(peppers).hasSize(4);
        int copies = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, ISO_8859_1);
                assertThat(planted).as(file.toString()).noneMatch(bytes::contains);
                if (!file.equals(keyFile)) {
                    assertThat(peppers).as(file.toString()).noneMatch(bytes::contains);
                }
                if (bytes.contains(key.substring(key.length() - 7))) {
                    copies++; // it does know the key
                }
            }
        }
        assertThat(copies).isGreaterThanOrEqualTo(3);
    }

    private HttpResponse<String> post(
            RunningServer running, NewKey manager, String path, String body) throws IOException {
        return running.send(
                running.request(path)
                        .header("Content-Type", "application/json")
                        .header("Authorization", RunningServer.basic(manager))
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Key, secret and id of a key that an answer tells; both halves are planted.
    private String[] pair(HttpResponse<String> told) {
        assertThat(told.statusCode()).as(told.body()).isEqualTo(201);
        Matcher halves = SECRET.matcher(told.body());
        assertThat(halves.find()).isTrue();
        String key = halves.group();
        assertThat(halves.find()).isTrue();
        String secret = halves.group();
        planted.add(key);
        planted.add(secret);
        Matcher id = Pattern.compile("\"key_id\":([0-9]+)").matcher(told.body());
        assertThat(id.find()).isTrue();
        return new String[] {key, secret, id.group(1)};
    }

    private void ask(HttpRequest.Builder request, RunningServer running) throws IOException {
        HttpResponse<String> answer = running.send(request);
        assertThat(answer.statusCode()).isLessThan(500);
        answers.add(answer.body());
    }

    private String secret(String start) {
        var text = new StringBuilder(start);
        for (int i = 0; i < 40; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        planted.add(text.toString());
        return text.toString();
    }
}
