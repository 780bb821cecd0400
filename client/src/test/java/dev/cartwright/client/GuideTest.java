package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The snippets of `docs/client.md`: each stands here as it stands there, and runs.
class GuideTest {
    private static final Pattern SNIPPET = Pattern.compile("(?s)```java\n(.*?)```");

    private static void prints(String url) {
        CartwrightClient client =
                CartwrightClient.at(url).credentials(SecretSources.environment()).build();

        client.sessions().stream(SessionQuery.of(SessionFilter.all().status("expired")))
                .forEach(session -> System.out.println(session.id() + " " + session.total()));
    }

    private static CartwrightClient vault(String url, UnaryOperator<String> manager) {
        SecretSource vault = () -> Credentials.parse(manager.apply("cocart/sessions-api"));
        CartwrightClient client =
                CartwrightClient.at(url)
                        .credentials(vault)
                        .credentials(SecretSources.environment("PROD"))
                        .build();
        return client;
    }

    @Test
    void everySnippetIsInThisFile() throws IOException {
        String here =
                squeezed(
                        Files.readString(
                                root().resolve(
                                                "client/src/test/java/dev/cartwright/client/GuideTest.java")));
        List<String> snippets =
                SNIPPET.matcher(Files.readString(root().resolve("docs/client.md")))
                        .results()
                        .map(found -> squeezed(found.group(1)))
                        .toList();
        assertThat(snippets).hasSize(2).allMatch(here::contains);
    }

    @Test
    void aSecretManagerFitsInOneLambda() {
        try (var server = FakeServer.inTurn(FakeServer.Reply.json(200, "[]"))) {
            String json = "{\"consumer_key\":\"ck_vault\",\"consumer_secret\":\"cs_vault\"}";
            CartwrightClient client = vault(server.url(), _ -> json);
            client.sessions().list(SessionQuery.all());
            assertThat(server.only().pair()).isEqualTo("ck_vault:cs_vault");
        }
    }

    @Test
    void theFirstSnippetSaysWhatIsMissing() {
        var before = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            prints("http://127.0.0.1:1");
        } catch (SecretSourceException missing) {
            assertThat(missing).hasRootCauseMessage("please set COCART_CONSUMER_KEY");
        } finally {
            System.setOut(before);
        }
        assertThat(out.size()).isZero();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve("docs/client.md")) ? folder : folder.resolve("..");
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
