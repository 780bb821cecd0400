package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.audit.Chain;
import dev.cartwright.audit.Entry;
import dev.cartwright.audit.PersonalDataUse;
import dev.cartwright.audit.Place;
import dev.cartwright.audit.Sealer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandsTest {
    @TempDir Path directory;
    private CliFixture cli;

    @BeforeEach
    void fill() {
        cli = new CliFixture(directory);
        cli.run("api", "create", "--user=1", "--description=x", "--permissions=read").expect(0);
        add(1, "KEY", "1", "10.0.0.1", "CART_TRASHED", 70, null);
        add(
                2,
                "OPERATOR",
                "=cmd",
                "",
                "KEY_CHANGED",
                1,
                "{\"permissions\": {\"before\":\"read\"}}");
        add(3, "KEY", "99", "::1", "ODD\u001b[31m", 5, "no json \n");
        seal();
    }

    private void add(
            long sequence,
            String kind,
            String id,
            String origin,
            String type,
            long subject,
            @Nullable String detail) {
        long at = CliFixture.NOW.getEpochSecond();
        cli.audit.entries.add(
                new Entry(
                        new Place(0, sequence), at, kind, id, origin, type, subject, detail, true));
    }

    private void seal() {
        new Sealer(cli.audit, new Chain(new byte[32]), CliFixture.CLOCK, _ -> {}).sealAll();
    }

    @Test
    void verifyEndsWith0AndTellsTheHead() {
        var run = cli.run("audit", "verify").expect(0);
        assertThat(run.out())
                .contains("Intact: 3 entries under 1 seals")
                .contains("Head: " + cli.audit.seals.getFirst().hex());
        var json = cli.run("audit", "verify", "--json").expect(0).json();
        assertThat(json.path("intact").asBoolean()).isTrue();
        assertThat(json.path("head").asString()).hasSize(64);
    }

    @Test
    void verifyEndsWith1AndNamesWhatWasDone() {
        cli.audit.entries.remove(1);
        assertThat(cli.run("audit", "verify").expect(1).out()).contains("Entry 2 is missing");
        var json = cli.run("audit", "verify", "--json").expect(1).json();
        assertThat(json.path("findings").get(0).path("code").asString()).isEqualTo("entry_missing");
        assertThat(json.path("findings").get(0).path("number").asLong()).isEqualTo(2);
    }

    @Test
    void verifyEndsWith1WhenAGivenHeadIsNotThere() {
        assertThat(cli.run("audit", "verify", "--head=" + "ab".repeat(32)).expect(1).out())
                .contains("head is not among the seals");
        String head = cli.audit.seals.getFirst().hex().toUpperCase(Locale.ROOT);
        cli.run("audit", "verify", "--head=" + head).expect(0);
        cli.run("audit", "verify", "--head=abc").expect(2);
    }

    @Test
    void listShowsTheNewestFirstAndNothingThatSteersATerminal() {
        var run = cli.run("audit", "list", "--limit=2").expect(0);
        assertThat(run.out()).doesNotContain("\u001b").doesNotContain("cart_trashed");
        assertThat(run.out().indexOf("odd")).isLessThan(run.out().indexOf("key_changed"));
        String end = cli.keys.all().getFirst().truncatedKey();
        assertThat(cli.run("audit", "list", "--type=cart_trashed").expect(0).out())
                .contains("key 1 (..." + end + ")")
                .contains("10.0.0.1");
        cli.run("audit", "list", "--limit=0").expect(2);
    }

    @Test
    void exportWritesOneObjectALine() {
        List<String> lines = cli.run("audit", "export").expect(0).out().lines().toList();
        assertThat(lines).hasSize(3);
        var json = JsonMapper.shared();
        var first = json.readTree(lines.get(0));
        assertThat(first.path("cart_id").asLong()).isEqualTo(70);
        assertThat(first.path("before").asString()).isEqualTo("live");
        assertThat(first.path("after").asString()).isEqualTo("trash");
        assertThat(json.readTree(lines.get(1)).path("detail").toString())
                .isEqualTo("{\"permissions\":{\"before\":\"read\"}}");
        assertThat(json.readTree(lines.get(2)).path("detail").asString()).isEqualTo("no json \n");
    }

    @Test
    void exportAsCsvGuardsAgainstFormulas() {
        String csv = cli.run("audit", "export", "--format=csv").expect(0).out();
        assertThat(csv).startsWith("sequence,at,actor,").contains("operator,'=cmd,");
    }

    @Test
    void personalDataTellsWhoSawWhat() {
        cli.personalData.add(
                List.of(
                        new PersonalDataUse(29_700_000, 3, "session", 70, "", 2, 2),
                        new PersonalDataUse(29_700_001, 4, "sessions", 0, "email", 1, 9)));
        assertThat(cli.run("audit", "personal-data", "--key=3").expect(0).out())
                .contains("session")
                .contains("70")
                .doesNotContain("email");
        var lines = cli.run("audit", "personal-data", "--json").expect(0).out().lines().toList();
        assertThat(JsonMapper.shared().readTree(lines.getFirst()).toString())
                .isEqualTo(
                        "{\"minute\":\"2026-06-21T00:01:00Z\",\"key_id\":4,\"route\":\"sessions\","
                                + "\"filters\":\"email\",\"calls\":1,\"carts\":9}");
    }
}
