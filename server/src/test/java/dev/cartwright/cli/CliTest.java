package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.outage.Contended;
import dev.cartwright.outage.InDoubt;
import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "api create",
                "api list",
                "api show",
                "api revoke",
                "api update",
                "api roll",
                "api end",
                "api disable",
                "api enable",
                "api expose",
                "user delete",
                "user create",
                "user list",
                "sessions list",
                "sessions get",
                "sessions delete",
                "sessions restore",
                "sessions export",
                "import woocommerce",
                "jobs list",
                "jobs run",
                "backup",
                "doctor"
            })
    void everyCommandExplainsItself(String command) {
        String help = cli.run((command + " --help").strip().split(" ")).expect(0).out();
        assertThat(help).contains("Usage: cartwright", "--help", "--version", "cartwright ");
        if (!command.isEmpty()) {
            assertThat(help).contains("Example", "--data", "--database");
        }
    }

    @Test
    void theVersionIsTold() {
        assertThat(cli.run("--version").expect(0).out()).isEqualTo("cartwright 1.2.3\n");
        assertThat(cli.run("api", "list", "--version").expect(0).out())
                .isEqualTo("cartwright 1.2.3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "api",
                "sessions",
                "api show",
                "api show abc",
                "api create --user=1",
                "sessions list --per-page=0",
                "sessions list --per-page=1001",
                "sessions list --page=0",
                "sessions list --page=2 --cursor=abc",
                "sessions list --cursor=abc",
                "sessions list --status=lost",
                "sessions list --customer=0",
                "sessions list --orderby=luck",
                "sessions list --order=up",
                "sessions list --search=ab",
                "sessions list --created-after=yesterday",
                "sessions list --min-total=cheap",
                "sessions get not/a/key",
                "sessions delete",
                "sessions delete 12 --status=expired",
                "sessions delete --status=trash",
                "sessions export --format=xml",
                "sessions list --max-total=1e999999999",
                "import",
                "import woocommerce",
                "backup"
            })
    void wrongUsageEndsWith2AndSaysWhereHelpIs(String command) {
        String[] arguments = command.isEmpty() ? new String[0] : command.split(" ");
        CliFixture.Run run = cli.run(arguments).expect(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cartwright: ").contains("--help'.");
        assertThat(cli.opened).isEmpty();
    }

    @Test
    void aWrongSettingIsOneSentence() {
        CliFixture.Run run = cli.run("api", "list", "--data", "wrong").expect(1);
        assertThat(run.err()).isEqualTo("cartwright: data: 'wrong' is no directory.\n");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsOneSentenceOrTwo(RuntimeException failure, String told) {
        cli.shops =
                new Shops() {
                    @Override
                    public Optional<ShopHealth> health(Map<String, String> flags) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> place(Map<String, String> flags) {
                        return Optional.empty();
                    }

                    @Override
                    public LiveShop open(Map<String, String> flags) {
                        throw failure;
                    }
                };
        CliFixture.Run run = cli.run("export", "woocommerce", "--jdbc=jdbc:mariadb://h/s");
        assertThat(run.expect(1).err()).isEqualTo("cartwright: " + told + "\n");
    }

    static List<Arguments> failures() {
        return List.of(
                Arguments.of(
                        new Outage(
                                "The database is busy. Please try again.", Duration.ofSeconds(2)),
                        "The database is busy. Please try again."),
                Arguments.of(
                        new Outage("the keys have not been read yet", Duration.ofSeconds(2)),
                        "The keys have not been read yet."),
                Arguments.of(
                        new InDoubt(null),
                        "The database was lost while it kept this change. Please look whether it"
                                + " did, before you try again."),
                Arguments.of(
                        new Contended("The cart was deleted while it was saved."),
                        "The cart was deleted while it was saved."),
                Arguments.of(
                        new ReadOnly("The shop's database lets nobody write at the moment."),
                        "This did not work: The shop's database lets nobody write at the moment."
                                + " 'cartwright doctor' checks the set-up."));
    }

    @Test
    void dataAndDatabaseReachTheConfiguration() {
        cli.run("user", "list", "--data", "d", "--database=jdbc:postgresql:x").expect(0);
        assertThat(cli.opened)
                .isEqualTo(List.of(Map.of("data", "d", "database", "jdbc:postgresql:x")));
    }

    @Test
    void timesAreReadAsTheApiReadsThem() {
        var moments = new Moments();
        assertThat(moments.convert("1735089000")).hasToString("2024-12-25T01:10:00Z");
        assertThat(moments.convert("2024-12-25")).hasToString("2024-12-25T00:00:00Z");
        assertThat(moments.convert("2024-12-25T02:10:00+01:00"))
                .hasToString("2024-12-25T01:10:00Z");
        assertThat(moments.convert("2024-12-25 01:10:00")).hasToString("2024-12-25T01:10:00Z");
    }
}
