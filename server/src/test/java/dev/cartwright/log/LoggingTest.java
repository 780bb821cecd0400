package dev.cartwright.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);
    private static final String KEY = "ck_0123456789abcdef0123456789abcdef01234567";
    private static final String SECRET = "cs_aZ3456789abcdefghijklmnopqrstuvwxyz12345";
    private static final String BASIC = "Y2tfMDEyMzQ1Njc4OWFiY2RlZjpjc19hYmNkZWY=";
    private static final String GUEST = "4e96b820662854760cb80640552014";
    private static final String TOKEN_GUEST = "t_8f36b820662854760cb8064055201f";
    private static final String EMAIL = "jane.o'doe+shop@mail.example.org";

    /// Each is masked wherever it stands.
    private static final List<String> SECRETS =
            List.of(
                    KEY,
                    SECRET,
                    "Basic " + BASIC,
                    "basic dXNlcjpodW50ZXIyaHVudGVyMg==",
                    "Authorization: hunter2hunter2",
                    GUEST,
                    TOKEN_GUEST,
                    EMAIL,
                    "jane%40mail.example.org",
                    "consumer_secret=short1",
                    "oauth_signature=\"abc%2Fdef%3D\"",
                    "jdbc:postgresql://me:hunter2@db.example/x",
                    "jdbc:postgresql://db.example/x?user=me&password=hunter2");

    private static final List<String> LEAKS =
            List.of(
                    KEY.substring(3, 30),
                    SECRET.substring(3),
                    BASIC,
                    "dXNlcjpodW50",
                    "hunter2",
                    GUEST.substring(5),
                    TOKEN_GUEST.substring(5),
                    "jane",
                    "short1",
                    "abc%2Fdef");

    @ParameterizedTest
    @EnumSource(
            value = LogFormat.class,
            names = {"TEXT", "JSON"})
    void noSecretIsLeftInMessagesArgumentsFieldsOrExceptions(LogFormat format) {
        String log =
                logged(
                        format,
                        () -> {
                            for (String secret : SECRETS) {
                                LOG.info("said " + secret + " aloud");
                                LOG.info("said {} aloud", secret);
                                LOG.info("on a line of its own:\n{}\n", secret);
                                LOG.atInfo().addKeyValue("with", secret).log("a field");
                                MDC.put("with", secret);
                                LOG.info("a context");
                                MDC.remove("with");
                                var cause = new IllegalStateException("because of " + secret);
                                var thrown = new RuntimeException("failed: " + secret, cause);
                                thrown.addSuppressed(new RuntimeException(secret));
                                LOG.error("it failed", thrown);
                            }
                        });
        assertThat(log).doesNotContain(LEAKS);
        assertThat(log).contains("ck_…1234567", "4e96…", "t_8f…", "because of", "[redacted]");
    }

    @Test
    void plainLinesStayAsTheyAre() {
        String line =
                "GET /wp-json/cocart/v2/sessions?page=2&status=active 200 14 ms"
                        + " 9b2e6d3c-2f0a-4f0e-8a52-5b6d9a3f0c11 at 2026-01-02T03:04:05Z";
        assertThat(Redaction.mask(line)).isSameAs(line);
    }

    @Test
    void textsOfADatabaseAreNotPassedOnByLibraries() {
        var refused = new SQLException("Connection to db.example:5432 refused, user \"shop\"");
        String log =
                logged(
                        LogFormat.TEXT,
                        () -> {
                            LoggerFactory.getLogger("com.github.kagkarlsson.scheduler.Loop")
                                    .error("it goes on", refused);
                            LoggerFactory.getLogger("org.mariadb.jdbc.Connection")
                                    .warn("Error: 1045: denied for user 'shop'@'db.example'");
                            LOG.warn("told by us");
                        });
        assertThat(log).contains("told by us").doesNotContain("shop", "db.example");
    }

    @Test
    void ordinaryWordsAreNotTakenForKeys() {
        assertThat(Redaction.mask("stack_trace metrics_enabled last_accessed"))
                .isEqualTo("stack_trace metrics_enabled last_accessed");
    }

    @ParameterizedTest
    @EnumSource(
            value = LogFormat.class,
            names = {"TEXT", "JSON"})
    void theNameThatNginxGaveARequestStaysReadableInItsOwnFieldAlone(LogFormat format) {
        String id = "0123456789abcdef0123456789abcdef";
        String log =
                logged(
                        format,
                        () ->
                                LOG.atInfo()
                                        .addKeyValue("request_id", id)
                                        .addKeyValue("other", id)
                                        .log("request {} of {}", id, EMAIL));
        assertThat(log).containsOnlyOnce(id).contains("request 0123… of [redacted]");
    }

    @ParameterizedTest
    @EnumSource(
            value = LogFormat.class,
            names = {"TEXT", "JSON"})
    void aSecretIsMaskedInTheFieldOfTheRequestsNameToo(LogFormat format) {
        String log =
                logged(
                        format,
                        () -> {
                            for (String secret : SECRETS) {
                                LOG.atInfo().addKeyValue("request_id", secret).log("request");
                                LOG.atInfo()
                                        .addKeyValue("request_id", "0".repeat(32))
                                        .addKeyValue("other", secret)
                                        .log("request with {}", secret);
                            }
                        });
        assertThat(log).doesNotContain(LEAKS).contains("0".repeat(32));
    }

    @Test
    void everyLineOfTheJsonLogIsOneObjectWithItsFields() {
        String log =
                logged(
                        LogFormat.JSON,
                        () ->
                                LOG.atWarn()
                                        .addKeyValue("request", "r-1")
                                        .log("two\nlines for {}", EMAIL));
        var line = JsonMapper.shared().readTree(log.strip());
        assertThat(log.strip().lines()).hasSize(1);
        assertThat(line.get("message").asString()).isEqualTo("two\nlines for [redacted]");
        assertThat(line.get("request").asString()).isEqualTo("r-1");
        assertThat(line.get("level").asString()).isEqualTo("WARN");
        assertThat(line.has("time")).isTrue();
    }

    @Test
    void theJsonLogKeepsEveryCharacterAndTellsNumbersFromText() {
        String odd = "quote \" back\\slash \u0001 \t\r\n / é € 😀";
        String log =
                logged(
                        LogFormat.JSON,
                        () ->
                                LOG.atInfo()
                                        .addKeyValue("odd \"name\"", odd)
                                        .addKeyValue("count", 7)
                                        .addKeyValue("bytes", 1L << 40)
                                        .addKeyValue("nothing", (Object) null)
                                        .log(odd));
        var line = JsonMapper.shared().readTree(log.strip());
        assertThat(line.get("message").asString()).isEqualTo(odd);
        assertThat(line.get("odd \"name\"").asString()).isEqualTo(odd);
        assertThat(line.get("count").isInt()).isTrue();
        assertThat(line.get("bytes").asLong()).isEqualTo(1L << 40);
        assertThat(line.get("nothing").isNull()).isTrue();
        assertThat(line.get("time").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z")
                .satisfies(time -> assertThat(Instant.parse(time)).isBefore(Instant.MAX));
    }

    @Test
    void closingWritesAllThatIsQueued() {
        String log =
                logged(
                        LogFormat.TEXT,
                        () -> {
                            for (int i = 0; i < 20_000; i++) {
                                LOG.error("error {}", i);
                            }
                        });
        assertThat(log.lines().filter(line -> line.contains("error "))).hasSize(20_000);
    }

    @Test
    void theJdksOwnLoggerIsBridged() {
        String log =
                logged(
                        LogFormat.TEXT,
                        () ->
                                System.getLogger("some.library")
                                        .log(System.Logger.Level.WARNING, "from {0}", EMAIL));
        assertThat(log).contains("WARN", "from [redacted]");
    }

    private static String logged(LogFormat format, Runnable act) {
        var out = new ByteArrayOutputStream();
        try (var logging = new Logging(out)) {
            logging.start(format, LogLevel.INFO);
            act.run();
        }
        return out.toString(UTF_8);
    }
}
