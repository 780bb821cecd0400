package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.usage.DayCount;
import dev.cartwright.usage.LastUse;
import dev.cartwright.usage.MinuteCount;
import dev.cartwright.usage.UsageDelta;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyUsageCommandTest {
    private static final long TODAY = Duration.between(Instant.EPOCH, CliFixture.NOW).toDays();

    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
        cli.run("api", "create", "--user=1", "--description=x").expect(0);
    }

    private void use() {
        long minute = Duration.between(Instant.EPOCH, CliFixture.NOW).toMinutes();
        cli.usage.add(
                List.of(
                        new UsageDelta(
                                1,
                                List.of(
                                        new DayCount(
                                                TODAY - 9, "GET", "/cocart/v2/sessions", 200, 4),
                                        new DayCount(TODAY, "GET", "/cocart/v2/sessions", 400, 3)),
                                List.of(new MinuteCount(minute, 3, 3)),
                                new LastUse(
                                        CliFixture.NOW.minusSeconds(7200),
                                        "192.0.2.1",
                                        "curl/8.5"))));
    }

    @Test
    void whatAKeyDidIsShownInTables() {
        use();
        String out = cli.run("api", "usage", "1").expect(0).out();
        assertThat(out)
                .contains("Calls since 2026-10-24: 7\n")
                .contains("Errors:                 3\n")
                .contains("Calls in the last hour: 3\n")
                .contains("Last use:               2026-11-22 10:00 UTC (2 h ago)\n")
                .contains("From:                   192.0.2.1\n")
                .contains("Client:                 curl/8.5\n")
                .containsPattern("GET +/cocart/v2/sessions +7 +3\n")
                .containsPattern("400 +3\n")
                .containsPattern("2026-11-13 +4 +0\n");
    }

    @Test
    void daysAndJsonAreAsInTheApi() {
        use();
        var json = cli.run("api", "usage", "1", "--days=9", "--json").expect(0).json();
        assertThat(json.get("calls").asLong()).isEqualTo(3);
        assertThat(json.get("last_used").asString()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(json.get("recent").isEmpty()).isTrue();
    }

    @Test
    void aKeyThatWasNeverUsedSaysSo() {
        assertThat(cli.run("api", "usage", "1").expect(0).out())
                .contains("Last use:               never")
                .doesNotContain("Route");
    }

    @Test
    void whatIsNoKeyOrNoNumberOfDaysIsRefused() {
        assertThat(cli.run("api", "usage", "9").expect(1).err()).contains("no key 9");
        cli.run("api", "usage", "1", "--days=0").expect(2);
        cli.run("api", "usage", "1", "--days=401").expect(2);
        cli.run("api", "usage", "x").expect(2);
    }
}
