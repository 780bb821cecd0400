package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.client.FakeServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where secrets come from, and where they never go.
class SecretsTest {
    private static final String KEY = "ck_0123456789abcdef0123456789abcdef01234567";
    private static final String SECRET = "cs_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789aBcD";
    private static final String CART = "t_8f36aa01bb02cc03dd04ee05ff0600";

    @TempDir private Path directory;

    @Test
    void debugLinesTellTheCallAndNothingSecret() {
        var lines = new ConcurrentLinkedQueue<String>();
        String body =
                ("{\"cart_key\":\"%s\",\"customers_email\":\"jane@example.com\","
                                + "\"customer\":{\"billing_first_name\":\"Jane\",\"billing_address\":"
                                + "{\"billing_city\":\"Smalltown\"}},\"note\":\"mail jane@example.com\","
                                + "\"consumer_key\":\"%s\",\"consumer_secret\":\"%s\","
                                + "\"link\":\"https://h/wp-json/cocart/v2/session/%s\",\"item_count\":2}")
                        .formatted(CART, KEY, SECRET, CART);
        try (var server =
                FakeServer.inTurn(Reply.json(200, body).with("X-Request-Id", "0123abcd"))) {
            CartwrightClient client =
                    CartwrightClient.at(server.url())
                            .credentials(KEY, SECRET)
                            .debug(lines::add)
                            .debugBodies()
                            .build();
            client.sessions().get(CART);
            client.sessions().deleteAll(BulkRequest.ofKeys(java.util.List.of(CART)));
            var _ =
                    catchThrowableOfType(
                            CartwrightException.class,
                            () ->
                                    client.sessions()
                                            .list(
                                                    SessionQuery.of(
                                                            SessionFilter.all()
                                                                    .email("jane@example.com")
                                                                    .status("active"))));
        }
        String all = String.join("\n", lines);
        assertThat(all)
                .contains("GET /session/t_8f… -> 200", "request=0123abcd", "attempt=1")
                .contains("key=ck_…1234567", "email=…&status=active", "\"item_count\":2")
                .doesNotContain(KEY, SECRET, CART, "jane", "Jane", "Smalltown", "Basic", "Y2tf");
    }

    @Test
    void bodiesStayOutUnlessAskedFor() {
        var lines = new ConcurrentLinkedQueue<String>();
        try (var server = FakeServer.inTurn(Reply.json(200, "{\"item_count\":2}"))) {
            server.client().debug(lines::add).build().sessions().get("abc");
        }
        assertThat(lines).hasSize(1).noneMatch(line -> line.contains("item_count"));
    }

    @Test
    void aSinkThatFailsCostsNoAnswer() {
        try (var server = FakeServer.inTurn(Reply.json(200, "{\"item_count\":2}"))) {
            CartwrightClient client =
                    server.client()
                            .debug(
                                    _ -> {
                                        throw new IllegalStateException("disk full");
                                    })
                            .build();
            assertThat(client.sessions().get("abc").itemCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic " + "Y2tfMDEyMzQ1Njc4OTpjc19zZWNyZXQ=",
                "https://user:hunter22@host/",
                "consumer_secret=hunter22",
                "{\"consumer_secret\": \"hunter22\"}",
                "oauth_signature=hunter22&x=1",
                "cs_hunter22",
                "hunter22@example.com",
                "hunter22%40example.com"
            })
    void textIsMaskedWhateverItLooksLike(String text) {
        assertThat(Redaction.text(text))
                .doesNotContain("hunter22", "Y2tfMDEy", "c2VjcmV0")
                .contains("[redacted]");
    }

    @Test
    void nothingPrintsASecret() {
        var pair = new Credentials(KEY, SECRET);
        assertThat(pair.toString()).isEqualTo("Credentials[ck_…1234567]");
        var session =
                new Session(JsonObject.of(Map.of("cart_key", CART, "customers_email", "j@e.x")));
        assertThat(session.toString()).doesNotContain(CART, "j@e.x").contains("t_8f…");
        assertThat(session.raw().toString()).doesNotContain(CART, "j@e.x");
        assertThat(SessionFilter.all().email("j@e.x").toString()).doesNotContain("j@e.x");
    }

    @Test
    void pairsAreReadFromJsonAndFromPlainText() {
        var pair = new Credentials(KEY, SECRET);
        String json =
                "{\"consumer_key\":\"%s\",\"consumer_secret\":\"%s\",\"more\":1}"
                        .formatted(KEY, SECRET);
        assertThat(Credentials.parse(json)).isEqualTo(pair);
        assertThat(Credentials.parse(KEY + ":" + SECRET + "\n")).isEqualTo(pair);
        for (String wrong :
                new String[] {"", SECRET, "{\"secret\":\"" + SECRET, "[]", ":" + SECRET}) {
            assertThatThrownBy(() -> Credentials.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(SECRET);
        }
        assertThatThrownBy(() -> new Credentials("ck_1", "cs_1\r\nX: y"))
                .hasMessageNotContaining("cs_1");
    }

    @Test
    void theTutorialsNamesAreReadFromTheEnvironmentWithTheirSets() throws Exception {
        Map<String, String> variables =
                Map.of(
                        "COCART_API_URL", "https://shop.example/wp-json/cocart",
                        "COCART_CONSUMER_KEY", "ck_plain",
                        "COCART_CONSUMER_SECRET", "cs_plain",
                        "COCART_PROD_API_URL", "https://yourstore.example/wp-json/cocart/preview",
                        "COCART_PROD_CONSUMER_KEY", "ck_prod",
                        "COCART_PROD_CONSUMER_SECRET", "cs_prod",
                        "COCART_PROD_BACKUP_CONSUMER_KEY", "ck_backup",
                        "COCART_PROD_BACKUP_CONSUMER_SECRET", "cs_backup",
                        "COCART_PROD_BACKUP2_CONSUMER_KEY", "ck_other",
                        "COCART_PROD_BACKUP2_CONSUMER_SECRET", "cs_other");
        assertThat(SecretSources.url(() -> variables, "prod")).contains("yourstore");
        assertThat(SecretSources.all(() -> variables, "prod"))
                .extracting(SecretSource::fetch)
                .extracting(Credentials::key)
                .containsExactly("ck_prod", "ck_backup", "ck_other");
        assertThat(SecretSources.all(() -> variables, "")).hasSize(1);
        assertThatThrownBy(() -> SecretSources.all(() -> variables, "DEV").getFirst().fetch())
                .hasMessageContaining("COCART_DEV_CONSUMER_KEY");
        assertThat(CartwrightClient.from(() -> variables, "PROD").build().pairInUse()).isZero();
    }

    @Test
    void aDotEnvFileIsReadAsTheTutorialWritesIt() throws Exception {
        Path file = directory.resolve(".env");
        Files.writeString(
                file,
                """
                # Development
                COCART_DEV_CONSUMER_KEY=ck_dev
                export COCART_DEV_CONSUMER_SECRET="cs_\\"dev"  # quoted

                COCART_DEV_API_URL=https://dev.example/#not-a-comment # a comment
                SINGLE='a # b\\n'
                EMPTY=
                """);
        assertThat(DotEnv.read(file))
                .containsEntry("COCART_DEV_CONSUMER_SECRET", "cs_\"dev")
                .containsEntry("COCART_DEV_API_URL", "https://dev.example/#not-a-comment")
                .containsEntry("SINGLE", "a # b\\n")
                .containsEntry("EMPTY", "");
        assertThat(SecretSources.dotEnv(file, "dev").fetch().key()).isEqualTo("ck_dev");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no value", "A=\"open", "=x", "A='b' c", "A B=c"})
    void aLineThatCannotBeReadIsNamedByItsNumberOnly(String line) {
        assertThatThrownBy(() -> DotEnv.parse("# x\n" + line))
                .hasMessage(".env, line 2: no NAME=value");
    }

    @Test
    void aFileHoldsOnePair() throws Exception {
        Path file = directory.resolve("pair");
        Files.writeString(file, KEY + ":" + SECRET + "\n");
        assertThat(SecretSources.file(file).fetch()).isEqualTo(new Credentials(KEY, SECRET));
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> SecretSources.file(missing).fetch())
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "http://127.0.0.1.example/",
                "http://localhost.example/",
                "http://10.0.0.1/"
            })
    void refusesToSendASecretOverClearHttpToAnotherMachine(String url) {
        ClientBuilder builder = CartwrightClient.at(url).credentials(KEY, SECRET);
        assertThatThrownBy(builder::build)
                .hasMessageContaining("refusing")
                .hasMessageNotContaining(SECRET);
        assertThat(builder.allowClearHttp().build()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x",
                "shop.example",
                "https://a:b@shop.example",
                "https://x/?consumer_secret=hidden",
                "https://x/#y"
            })
    void refusesWhatIsNoPlainAddress(String url) {
        ClientBuilder builder = CartwrightClient.at(url).credentials(KEY, SECRET);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://%s@shop.example",
                "https://%s@shop.example/ x",
                "https://%s@shop.example/%%zz",
                "https://%s@shop_name:x/",
                "https://%s@[::1/",
                "https://%s@/",
                "https://shop.example/ ?%s",
                "%s",
                "\\%s"
            })
    void neverRepeatsTheSecretsOfAnAddress(String form) {
        String pair = KEY + ":" + SECRET;
        ClientBuilder builder =
                CartwrightClient.at(form.formatted(pair)).credentials("ck_1", "cs_1");
        var refusal = catchThrowableOfType(IllegalArgumentException.class, builder::build);
        assertThat(refusal).hasNoCause();
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain("ck_", "cs_", "shop");
        assertThat(refusal.getSuppressed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080", "http://[::1]/", "http://LOCALHOST", "https://x"})
    void takesHttpsAndLoopback(String url) {
        assertThat(CartwrightClient.at(url).credentials(KEY, SECRET).build()).isNotNull();
    }

    @Test
    void wantsAtLeastOnePair() {
        ClientBuilder nothing = CartwrightClient.at("https://x");
        assertThatThrownBy(nothing::build).hasMessageContaining("no credentials");
    }
}
