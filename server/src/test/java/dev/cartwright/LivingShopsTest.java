package dev.cartwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cli.CommandFailure;
import dev.cartwright.cli.Console;
import dev.cartwright.cli.ShopHealth;
import dev.cartwright.log.Logging;
import dev.cartwright.store.woocommerce.MariaDb;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on a shop's running database.
class LivingShopsTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final String PASSWORD = "s3cret-of-the-shop";

    @TempDir private Path folder;

    private CommandConfiguration configuration(Map<String, String> environment) {
        return new CommandConfiguration(folder, environment);
    }

    @Test
    void nothingIsSaidWhenNoShopIsSet() {
        assertThat(new LivingShops(configuration(Map.of())).health(Map.of())).isEmpty();
        assertThat(LivingShops.database(configuration(Map.of()).load(Map.of()))).isEmpty();
    }

    @Test
    void theDoctorFindsTheShopAndTheMissingRights() {
        String database = SERVER.recordedStore();
        SERVER.user(database, "doctor", PASSWORD, "GRANT SELECT ON *");
        var shops =
                new LivingShops(
                        configuration(
                                Map.of(
                                        "CARTWRIGHT_WOOCOMMERCE",
                                        SERVER.urlWithoutUser(database),
                                        "CARTWRIGHT_WOOCOMMERCE_USER",
                                        "doctor",
                                        "CARTWRIGHT_WOOCOMMERCE_PASSWORD",
                                        PASSWORD)));
        ShopHealth health = shops.health(Map.of()).orElseThrow();
        assertThat(health.fault()).isEmpty();
        assertThat(health.found()).isEqualTo(SERVER.name() + ", tables wp_*");
        assertThat(health.cartGrants()).hasSize(3);
        assertThat(health.keyGrants()).hasSize(1);
        assertThat(health.indexes()).hasSize(2);
        assertThat(health.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void whatIsNoAddressIsToldWithoutRepeatingIt() {
        var shops =
                new LivingShops(
                        configuration(
                                Map.of(
                                        "CARTWRIGHT_WOOCOMMERCE",
                                        "jdbc:mariadb://h/s?sslmod=x&password=" + PASSWORD)));
        assertThat(shops.health(Map.of()).orElseThrow().fault())
                .startsWith("woocommerce: ")
                .doesNotContain(PASSWORD);
        assertThatThrownBy(() -> shops.open(Map.of()))
                .isInstanceOf(CommandFailure.class)
                .message()
                .doesNotContain(PASSWORD);
        assertThatThrownBy(
                        () ->
                                configuration(
                                                Map.of(
                                                        "CARTWRIGHT_WOOCOMMERCE",
                                                        "jdbc:oracle:" + PASSWORD))
                                        .load(Map.of()))
                .message()
                .contains("CARTWRIGHT_WOOCOMMERCE")
                .doesNotContain(PASSWORD);
    }

    @Test
    void aLiveImportIsReportedWithItsComparison() {
        String database = SERVER.recordedStore();
        SERVER.user(database, "mover", PASSWORD, "GRANT SELECT ON *");
        String url = SERVER.urlWithoutUser(database) + "&user=mover";
        var environment = Map.of("CARTWRIGHT_WOOCOMMERCE_PASSWORD", PASSWORD);
        String data = folder.resolve("data").toString();
        String text = run(environment, "import", "woocommerce", "--jdbc", url, "--data", data);
        assertThat(text)
                .contains(
                        "wp_cocart_carts: 29 rows, 29 new",
                        "wp_cocart_carts: 29 rows, 29 the same, 0 changed here",
                        "worth there")
                .doesNotContain(PASSWORD, "run this again");
        String json =
                run(environment, "import", "woocommerce", "--jdbc", url, "--data", data, "--json");
        assertThat(json).contains("\"explained\":true", "\"unchanged\":29", "\"same\":29");
    }

    @Test
    void anImportThatIsRefusedAttachesNothing() {
        String database = SERVER.recordedStore();
        SERVER.user(database, "mover", PASSWORD, "GRANT SELECT ON *");
        String url = "jdbc:mariadb://127.0.0.1:%d/%s?user=mover".formatted(SERVER.port(), database);
        String data = folder.resolve("data").toString();
        String[] command = {"import", "woocommerce", "--jdbc", url, "--data", data};
        var password = Map.of("CARTWRIGHT_WOOCOMMERCE_PASSWORD", PASSWORD);
        var both = new HashMap<>(password);
        both.put("CARTWRIGHT_WOOCOMMERCE", url);
        assertThat(run(1, both, command)).contains("setting woocommerce", "import without it");
        assertThat(run(0, password, command)).contains("29 rows, 29 new");
    }

    private String run(Map<String, String> environment, String... arguments) {
        return run(0, environment, arguments);
    }

    /// What it says on either stream.
    private String run(int expected, Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var configuration = configuration(environment);
        try (var logging = new Logging(OutputStream.nullOutputStream())) {
            var launcher =
                    new Launcher(
                            configuration,
                            logging,
                            new EndSignal(),
                            Clock.systemUTC(),
                            new SecureRandom());
            var console =
                    new Console(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            false);
            int exit =
                    new dev.cartwright.cli.Cli(
                                    configuration,
                                    launcher::installation,
                                    launcher::server,
                                    new LivingShops(configuration),
                                    console,
                                    Clock.systemUTC(),
                                    "1")
                            .run(arguments);
            assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        }
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
