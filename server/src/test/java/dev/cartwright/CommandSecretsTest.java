package dev.cartwright;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cli.Console;
import dev.cartwright.log.LogFormat;
import dev.cartwright.log.LogLevel;
import dev.cartwright.log.Logging;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a dump or a command line holds of secrets never comes out of a command or its log, but for
/// the one secret that `api create` is asked for.
class CommandSecretsTest {
    private static final Pattern IN_THE_DUMP =
            Pattern.compile("cs_[0-9a-f]{40}|\\$P\\$[./0-9A-Za-z]{31}");

    @TempDir Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void anImportTellsNothingOfWhatItTakesOver() throws IOException {
        List<String> planted = new ArrayList<>();
        Path dump = dump(planted);
        run("import", "woocommerce", "--dump", dump.toString());
        run("import", "woocommerce", "--dump", dump.toString(), "--json");
        run("import", "woocommerce", "--dump", dump.resolveSibling("no.sql").toString());
        run("api", "list");
        run("api", "list", "--json");
        run("api", "show", "1", "--json");
        run("doctor");
        run("doctor", "--json");
        run("backup", "--output", directory.resolve("copy.db").toString());
        run("sessions", "restore", "nosuchcart");
        assertThat(planted).hasSizeGreaterThan(50);
        assertThat(output.toString(UTF_8)).contains(" new").doesNotContain(planted);
    }

    @Test
    void errorsDoNotRepeatASecretThatWasTyped() {
        var random = new Random(20_261_122);
        List<String> planted = new ArrayList<>();
        run("serve", "--port", "0", "--log-level=" + secret(random, planted));
        run("api", "create", "--user=" + secret(random, planted), "--description=x");
        run("api", "create", "--user=1", "--secret=" + secret(random, planted));
        run("api", "show", secret(random, planted));
        run("api", secret(random, planted));
        run(secret(random, planted));
        run("user", "create", "--role=" + secret(random, planted), "--login=x");
        run("sessions", "get", secret(random, planted) + "/x");
        String url = "jdbc:postgresql://127.0.0.1:1/x?user=a&password=";
        run("api", "list", "--database", url + secret(random, planted));
        assertThat(output.toString(UTF_8)).contains("cartwright: ").doesNotContain(planted);
    }

    private void run(String... arguments) {
        var logging = new Logging(output);
        var all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(directory.resolve("data").toString());
        var console =
                new Console(
                        new PrintStream(output, true, UTF_8),
                        new PrintStream(output, true, UTF_8),
                        true);
        logging.start(LogFormat.JSON, LogLevel.DEBUG);
        try {
            Main.cli(logging, new EndSignal(), console).run(all.toArray(String[]::new));
        } finally {
            logging.close();
        }
    }

    /// The recorded store with broken and over-long rows behind it.
    private Path dump(List<String> planted) throws IOException {
        String text;
        try (var in =
                new GZIPInputStream(
                        getClass().getResourceAsStream("/recorded/store/store.sql.gz"))) {
            text = new String(in.readAllBytes(), UTF_8);
        }
        var broken = new StringBuilder(text);
        for (int i = 0; i < 50; i++) {
            String email = "planted%d@mail.example.org".formatted(i);
            planted.add(email);
            broken.append(
                    "INSERT INTO `wp_cocart_carts` VALUES (%d,'%s','a:1:{s:5:\"email\";s:9:\"%s',0,0,'','');\n"
                            .formatted(9_000 + i, i % 2 == 0 ? "k" + i : email, email));
        }
        IN_THE_DUMP.matcher(text).results().forEach(found -> planted.add(found.group()));
        return Files.writeString(directory.resolve("dump.sql"), broken);
    }

    private static String secret(Random random, List<String> planted) {
        var text = new StringBuilder("cs_");
        for (int i = 0; i < 40; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        planted.add(text.substring(3));
        return text.toString();
    }
}
