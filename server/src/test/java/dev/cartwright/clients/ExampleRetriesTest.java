package dev.cartwright.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How the example clients meet a server that is busy or misbehaves; a peer that answers by script
/// stands in for it.
class ExampleRetriesTest {
    private static final RunningServer.Key KEY = new RunningServer.Key("ck_x", "cs_x");
    private static final Answer EMPTY_LIST = new Answer(200, Map.of("X-WP-Total", "0"), "[]");

    private static final Answer REFUSED =
            new Answer(401, Map.of(), "{\"code\":\"no\",\"message\":\"Refused.\"}");

    /// What a server says to a wrong pair after ten others in a minute.
    private static final Answer TOO_MANY_WRONG =
            new Answer(
                    429,
                    Map.of(
                            "Retry-After",
                            "50",
                            "RateLimit",
                            "\"failed-logins\";r=0;t=50",
                            "RateLimit-Policy",
                            "\"failed-logins\";q=10;w=60"),
                    "{\"code\":\"rate_limit_exceeded\",\"message\":\"Too many.\"}");

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile List<Answer> answers = List.of();
    private HttpServer peer;

    private record Answer(int status, Map<String, String> headers, String body) {}

    private record Call(String method, String url, String key, long nanos) {}

    @BeforeEach
    void start() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/", this::answer);
        peer.start();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void waitsAsLongAsTheServerAsksFor(Language language) {
        script(new Answer(429, Map.of("Retry-After", "2"), "{}"), EMPTY_LIST);
        assertThat(language.monitor(environment()).exit()).isZero();
        assertThat(calls).hasSize(2);
        assertThat(Duration.ofNanos(calls.get(1).nanos() - calls.get(0).nanos()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1950));
    }

    @ParameterizedTest
    @EnumSource
    void repeatsAReadThatAProxyLost(Language language) {
        script(new Answer(502, Map.of(), "<html>"), EMPTY_LIST);
        assertThat(language.monitor(environment()).exit()).isZero();
        assertThat(calls).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void neverRepeatsADeletionThatMayHaveHappened(Language language) {
        script(new Answer(502, Map.of(), "<html>"));
        assertThat(language.cleanUp(environment(), "--delete").exit()).isEqualTo(1);
        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().method()).isEqualTo("DELETE");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotRepeatWhatWasRefused(Language language) {
        script(new Answer(403, Map.of(), "{\"code\":\"no\",\"message\":\"Not for you.\"}"));
        Run run = language.monitor(environment());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Not for you.");
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesOnlyTheQueryOfALinkAndStaysWithItsHost(Language language) {
        script(
                new Answer(
                        200,
                        Map.of(
                                "X-WP-Total",
                                "0",
                                "Link",
                                "<https://elsewhere.example/wp-json/cocart/v2/sessions?cursor=a%2Bb>;"
                                        + " rel=\"next\""),
                        "[]"),
                EMPTY_LIST);
        assertThat(language.monitor(environment()).exit()).isZero();
        assertThat(calls).extracting(Call::url).last().asString().contains("cursor=a%2Bb");
    }

    @ParameterizedTest
    @EnumSource
    void followsNoRedirect(Language language) {
        script(new Answer(302, Map.of("Location", "/stolen"), ""));
        assertThat(language.cleanUp(environment(), "--delete").exit()).isEqualTo(1);
        assertThat(calls).extracting(Call::url).noneMatch(url -> url.contains("stolen"));
    }

    @ParameterizedTest
    @EnumSource
    void neverRepeatsTheSecretOfAnAddress(Language language) {
        for (String end :
                List.of("127.0.0.1:" + peer.getAddress().getPort(), "h/ x", "h:x/", "[")) {
            var environment = new java.util.HashMap<>(environment());
            environment.put("COCART_API_URL", "http://ck_a:cs_hidden@" + end);
            Run run = language.monitor(environment);
            assertThat(run.exit()).isNotZero();
            assertThat(run.out() + run.err()).contains("address").doesNotContain("hidden");
        }
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void failsAtOnceWhenItWouldHaveToWaitForHours(Language language) {
        script(new Answer(429, Map.of("Retry-After", "7200"), "{\"message\":\"Too many.\"}"));
        Run run = language.monitor(environment());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Too many.");
        assertThat(calls).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void triesTheBackupAfterA401AndStaysWithIt(Language language) {
        String next = "<http://127.0.0.1/wp-json/cocart/v2/sessions?cursor=b>; rel=\"next\"";
        script(REFUSED, new Answer(200, Map.of("X-WP-Total", "0", "Link", next), "[]"), EMPTY_LIST);
        assertThat(language.monitor(withBackups()).exit()).isZero();
        assertThat(calls).extracting(Call::key).containsExactly("ck_x", "ck_b1", "ck_b1");
    }

    @ParameterizedTest
    @EnumSource
    void triesTheBackupAtOnceAfterTooManyFailedLogins(Language language) {
        script(TOO_MANY_WRONG, REFUSED, EMPTY_LIST);
        assertThat(language.monitor(withBackups()).exit()).isZero();
        assertThat(calls).extracting(Call::key).containsExactly("ck_x", "ck_b1", "ck_b2");
        assertThat(Duration.ofNanos(calls.get(2).nanos() - calls.get(0).nanos()))
                .isLessThan(Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @EnumSource
    void failsWithoutWaitingWhenTooManyFailedLoginsMeetEveryPair(Language language) {
        script(TOO_MANY_WRONG);
        Run run = language.monitor(withBackups());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Too many.");
        assertThat(calls).extracting(Call::key).containsExactly("ck_x", "ck_b1", "ck_b2");
    }

    /// The second call is made while the first one waits, and finds the backup. A call of the
    /// client in PHP is the only one of its process, so that nothing can move meanwhile.
    @ParameterizedTest
    @EnumSource(names = "PHP", mode = EnumSource.Mode.EXCLUDE)
    void goesOnAfterAPauseWithThePairThatAnotherCallFound(Language language) {
        script(new Answer(429, Map.of("Retry-After", "3"), "{}"), REFUSED, EMPTY_LIST);
        Run run = language.code(sideBySide(language), environment());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().strip()).isEqualTo("0 0");
        assertThat(calls).extracting(Call::key).containsExactly("ck_x", "ck_x", "ck_b", "ck_b");
    }

    /// The second call begins when the first has its first answer.
    private static String sideBySide(Language language) {
        return switch (language) {
            case JAVASCRIPT ->
                    """
                    import { SessionsClient } from './sessions-client.mjs';
                    let answered;
                    const begun = new Promise((resolve) => { answered = resolve; });
                    const client = SessionsClient.fromEnvironment(process.env, {
                      backups: [{ key: 'ck_b', secret: 'cs_b' }],
                      debug: () => answered(),
                    });
                    const waiting = client.page();
                    await begun;
                    const { total } = await client.page();
                    console.log(total, (await waiting).total);
                    """;
            case PYTHON ->
                    """
                    import threading
                    from sessions_client import SessionsClient
                    begun = threading.Event()
                    client = SessionsClient.from_environment(
                        backups=[("ck_b", "cs_b")], debug=lambda line: begun.set())
                    totals = []
                    waiting = threading.Thread(target=lambda: totals.append(client.page()[1]))
                    waiting.start()
                    begun.wait()
                    totals.append(client.page()[1])
                    waiting.join()
                    print(*totals)
                    """;
            case PHP -> throw new IllegalArgumentException("one call at a time");
        };
    }

    @ParameterizedTest
    @EnumSource
    void triesNoBackupAfterAnythingElse(Language language) {
        for (int status : new int[] {403, 404, 500}) {
            calls.clear();
            answers =
                    List.of(new Answer(status, Map.of(), "{\"code\":\"no\",\"message\":\"No.\"}"));
            assertThat(language.monitor(withBackups()).exit()).isEqualTo(1);
            assertThat(calls).extracting(Call::key).containsExactly("ck_x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheFirstErrorWhenEveryPairIsRefused(Language language) {
        script(REFUSED, new Answer(401, Map.of(), "{\"message\":\"Another.\"}"));
        Run run = language.monitor(withBackups());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("Refused.").doesNotContain("Another", "cs_");
        assertThat(calls).extracting(Call::key).containsExactly("ck_x", "ck_b1", "ck_b2");
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionIsMadeWithTheBackupSinceA401DidNothing(Language language) {
        script(REFUSED, new Answer(200, Map.of(), "{\"deleted\":0,\"remaining\":0,\"totals\":[]}"));
        assertThat(language.cleanUp(withBackups(), "--delete").exit()).isZero();
        assertThat(calls).extracting(Call::method).containsOnly("DELETE");
        assertThat(calls).extracting(Call::key).startsWith("ck_x", "ck_b1");
    }

    /// The supplier of a secret is one function, and the ring goes back to the primary when all
    /// fail.
    @ParameterizedTest
    @EnumSource
    void asksASecretManagerAndPutsThePrimaryBack(Language language) {
        script(REFUSED, REFUSED, EMPTY_LIST);
        Run run = language.code(managed(language), environment());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().strip()).isEqualTo("Refused. 0");
        assertThat(calls).extracting(Call::key).containsExactly("ck_m1", "ck_b", "ck_m1");
    }

    /// Two calls: one that every pair is refused for, and one that works.
    private static String managed(Language language) {
        return switch (language) {
            case JAVASCRIPT ->
                    """
                    import { SessionsClient } from './sessions-client.mjs';
                    let n = 0;
                    const source = async () => ({ key: `ck_m${++n}`, secret: 'cs_m' });
                    const url = process.env.COCART_API_URL;
                    const client = new SessionsClient({ url, source, backups: [{ key: 'ck_b', secret: 'cs_b' }] });
                    const message = await client.page().catch((error) => error.message);
                    console.log(message, (await client.page()).total);
                    """;
            case PYTHON ->
                    """
                    import os
                    from sessions_client import SessionsApiError, SessionsClient
                    made = []
                    def source():
                        made.append(1)
                        return f"ck_m{len(made)}", "cs_m"
                    client = SessionsClient(os.environ["COCART_API_URL"], source=source, backups=[("ck_b", "cs_b")])
                    try:
                        client.page()
                    except SessionsApiError as error:
                        print(error, client.page()[1])
                    """;
            case PHP ->
                    """
                    require './SessionsClient.php';
                    $n = 0;
                    $source = function () use (&$n) { $n++; return ["ck_m$n", 'cs_m']; };
                    $client = new SessionsClient(getenv('COCART_API_URL'), source: $source, backups: [['ck_b', 'cs_b']]);
                    try {
                        $client->page();
                    } catch (SessionsApiError $error) {
                        echo $error->getMessage(), ' ', $client->page()['total'];
                    }
                    """;
        };
    }

    private Map<String, String> withBackups() {
        var environment = new java.util.HashMap<>(environment());
        environment.put("COCART_BACKUP_CONSUMER_KEY", "ck_b1");
        environment.put("COCART_BACKUP_CONSUMER_SECRET", "cs_b1");
        environment.put("COCART_BACKUP2_CONSUMER_KEY", "ck_b2");
        environment.put("COCART_BACKUP2_CONSUMER_SECRET", "cs_b2");
        return environment;
    }

    private void script(Answer... answers) {
        this.answers = List.of(answers);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(
                    new Call(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            key(exchange),
                            System.nanoTime()));
            Answer answer = answers.get(Math.min(calls.size(), answers.size()) - 1);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static String key(HttpExchange exchange) {
        String pair = exchange.getRequestHeaders().getFirst("Authorization").substring(6);
        String text = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf(':'));
    }

    private Map<String, String> environment() {
        return KEY.environment(URI.create("http://127.0.0.1:" + peer.getAddress().getPort()));
    }
}
