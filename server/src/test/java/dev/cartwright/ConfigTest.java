package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.log.LogFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir Path directory;

    @Test
    void withoutAnySourceEverySettingHasItsDefault() {
        Config config = load(Map.of(), Map.of());
        assertThat(config.get(Settings.HOST)).isEqualTo("127.0.0.1");
        assertThat(config.get(Settings.PORT)).isEqualTo(8080);
        assertThat(config.get(Settings.DATA)).isEqualTo(Path.of("data"));
        assertThat(config.get(Settings.DATABASE)).isEmpty();
        assertThat(config.get(Settings.MAX_BODY)).isEqualTo(262_144);
        assertThat(config.get(Settings.IDLE_TIMEOUT)).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.get(Settings.LOG_FORMAT)).isEqualTo(LogFormat.AUTO);
    }

    @Test
    void flagsWinOverEnvironmentOverDotEnvOverTomlOverDefault() throws IOException {
        write("cartwright.toml", "port = 1\nhost = \"toml\"\nmax-url = \"2KB\"\nmax-body = 2048\n");
        write(".env", "CARTWRIGHT_PORT=2\nCARTWRIGHT_HOST=dotenv\nCARTWRIGHT_MAX_URL=3KB\n");
        Map<String, String> environment =
                Map.of("CARTWRIGHT_PORT", "3", "CARTWRIGHT_HOST", "environment");
        Config config = load(environment, Map.of("port", "4"));
        assertThat(config.get(Settings.PORT)).isEqualTo(4);
        assertThat(config.get(Settings.HOST)).isEqualTo("environment");
        assertThat(config.get(Settings.MAX_URL)).isEqualTo(3 * 1024);
        assertThat(config.get(Settings.MAX_BODY)).isEqualTo(2048);
        assertThat(config.get(Settings.MAX_HEADERS)).isEqualTo(16 * 1024);
    }

    @Test
    void theRealEnvironmentIsNotReadThroughTheDotEnvFile() throws IOException {
        write(".env", "SOMETHING=else\n");
        assertThat(DotEnvFile.read(directory).values()).containsOnlyKeys("SOMETHING");
    }

    @Test
    void aListMayBeATomlArrayOrTextWithCommas() throws IOException {
        write("cartwright.toml", "trusted-proxies = [\"10.0.0.0/8\", \"::1\"]\n");
        assertThat(load(Map.of(), Map.of()).get(Settings.TRUSTED_PROXIES))
                .contains(List.of("10.0.0.0/8", "::1"));
        assertThat(
                        load(Map.of("CARTWRIGHT_TRUSTED_PROXIES", "10.0.0.0/8, ::1"), Map.of())
                                .get(Settings.TRUSTED_PROXIES))
                .contains(List.of("10.0.0.0/8", "::1"));
    }

    @Test
    void anEmptyValueTakesAnOptionalSettingBack() throws IOException {
        write("cartwright.toml", "public-url = \"https://shop.example/\"\n");
        assertThat(load(Map.of(), Map.of()).get(Settings.PUBLIC_URL))
                .contains("https://shop.example");
        assertThat(load(Map.of("CARTWRIGHT_PUBLIC_URL", ""), Map.of()).get(Settings.PUBLIC_URL))
                .isEmpty();
    }

    @Test
    void aBadValueIsOneLineWithItsSourceAndItsBounds() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("port", "65536")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "flag --port: port must be a whole number from 0 to 65535, not \"65536\"");
        assertThatThrownBy(() -> load(Map.of("CARTWRIGHT_IDLE_TIMEOUT", "60\nx"), Map.of()))
                .hasMessage(
                        "environment variable CARTWRIGHT_IDLE_TIMEOUT: idle-timeout must be"
                                + " a time from 1s to 1h (ms, s, m, h), not \"60 x\"");
    }

    @Test
    void everyTypeRefusesWhatItCannotRead() {
        for (Setting<?> setting : Settings.ALL) {
            if (List.of("PATH", "ADDRESS").contains(setting.type().placeholder())) {
                continue;
            }
            assertThatThrownBy(() -> load(Map.of(), Map.of(setting.name(), "?\u0000 nonsense")))
                    .as(setting.name())
                    .isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void aComplaintNeverRepeatsADatabaseUrl() throws IOException {
        assertThatThrownBy(() -> load(Map.of("CARTWRIGHT_DATABASE", "mysql://me:pw@h"), Map.of()))
                .hasMessage(
                        "environment variable CARTWRIGHT_DATABASE: database must be"
                                + " a `jdbc:postgresql:` URL");
        write("cartwright.toml", "database = \"jdbc:postgresql://h/?password=planted\n");
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .hasMessageStartingWith("cartwright.toml: line 1, column ")
                .hasMessageNotContaining("planted");
        Files.delete(directory.resolve("cartwright.toml"));
        write(".env", "planted password\n");
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .hasMessageStartingWith(".env: ")
                .hasMessageNotContaining("planted");
    }

    @Test
    void aMistypedNameInTheTomlFileIsSaid() throws IOException {
        write("cartwright.toml", "prot = 1\n");
        assertThatThrownBy(() -> load(Map.of(), Map.of()))
                .hasMessage("cartwright.toml: there is no setting prot");
    }

    @Test
    void certificateAndKeyGoTogetherAndMustBeReadable() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("tls-key", "k.pem")))
                .hasMessage("tls-certificate and tls-key must be set together");
        assertThatThrownBy(
                        () ->
                                load(
                                        Map.of(),
                                        Map.of("tls-key", "k.pem", "tls-certificate", "c.pem")))
                .hasMessage("tls-certificate: cannot read c.pem");
    }

    /// The page an operator reads shows every setting as it is in the code.
    @Test
    void theDocumentationShowsTheSameTable() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        List<String> expected = Settings.ALL.stream().map(ConfigTest::row).toList();
        List<String> shown = page.lines().filter(line -> line.contains("| `CARTWRIGHT_")).toList();
        assertThat(shown).isEqualTo(expected);
    }

    private static String row(Setting<?> setting) {
        String initial = setting.initial().isEmpty() ? "–" : "`" + setting.initial() + "`";
        return "| `%s` | `%s` | %s | %s | %s |"
                .formatted(
                        setting.name(),
                        setting.environmentName(),
                        setting.type().words(),
                        initial,
                        setting.meaning());
    }

    private Config load(Map<String, String> environment, Map<String, String> flags) {
        return Config.load(directory, environment, flags);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
