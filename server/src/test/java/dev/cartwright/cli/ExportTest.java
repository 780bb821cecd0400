package dev.cartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest {
    private static final String KEY = "t_guest0123456789abcdef";

    @TempDir private Path directory;
    private CliFixture cli;

    @BeforeEach
    void open() {
        cli = new CliFixture(directory);
    }

    @Test
    void ndjsonHasTheListsElementOnEachLine() {
        cli.addDemoCarts(60);
        String out = cli.run("sessions", "export", "--format=ndjson").expect(0).out();
        JsonNode list =
                cli.run(
                                "sessions",
                                "list",
                                "--json",
                                "--per-page=1000",
                                "--orderby=cart_id",
                                "--order=asc")
                        .json();
        var mapper = JsonMapper.builder().build();
        List<JsonNode> lines = out.lines().map(mapper::readTree).toList();
        assertThat(lines).hasSize(60);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo(list.get(i));
        }
    }

    @Test
    void csvHasOneHeadingAndOneLineForEachCart() {
        cli.addDemoCarts(60);
        List<List<String>> rows = csv(cli.run("sessions", "export").expect(0).out());
        assertThat(rows).hasSize(61);
        assertThat(rows.getFirst()).startsWith("cart_id", "cart_key", "cart_status");
        assertThat(rows).allMatch(row -> row.size() == rows.getFirst().size());
        int total = rows.getFirst().indexOf("total");
        assertThat(rows.stream().skip(1).map(row -> row.get(total)))
                .allMatch(text -> text.matches("[0-9]+(\\.[0-9]+)?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void whatASpreadsheetWouldRunIsQuoted(String name) {
        String cell = new Csv().text(name).toString();
        assertThat(csv(cell).getFirst()).containsExactly("'" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a,b", "say \"hi\"", "two\r\nlines", "", " =1"})
    void otherTextComesBackAsItWas(String text) {
        assertThat(csv(new Csv().text(text).text("end").toString()).getFirst())
                .containsExactly(text, "end");
    }

    @Test
    void aFormulaForANameIsHarmlessInTheWholeExport() {
        cli.addAll(
                List.of(SessionCommandsTest.draft(KEY, 0, "=HYPERLINK(\"http://x\"),", "+a@b.c")));
        List<String> row = csv(cli.run("sessions", "export").expect(0).out()).get(1);
        assertThat(row).contains("'=HYPERLINK(\"http://x\"), X", "'+a@b.c", KEY);
    }

    @Test
    void aFileIsWrittenWholeForItsOwnerAloneAndNeverReplaced() throws IOException {
        cli.addDemoCarts(30);
        Path file = directory.resolve("carts.csv");
        CliFixture.Run run = cli.run("sessions", "export", "--output", file.toString()).expect(0);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("30 carts written");
        assertThat(csv(Files.readString(file))).hasSize(31);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(cli.run("sessions", "export", "--output", file.toString()).expect(1).err())
                .contains("already");
        String nowhere = directory.resolve("none").resolve("carts.csv").toString();
        assertThat(cli.run("sessions", "export", "--output", nowhere).expect(1).err())
                .contains("no directory");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void trashIsThereWhenAsked() {
        cli.addDemoCarts(30);
        cli.sessions.trash(new CartKey(firstKey()), Actor.OPERATOR);
        assertThat(cli.run("sessions", "export", "--format=ndjson").out().lines()).hasSize(29);
        assertThat(
                        cli.run("sessions", "export", "--format=ndjson", "--with-trash")
                                .expect(0)
                                .out()
                                .lines())
                .hasSize(30)
                .anyMatch(line -> line.contains("\"cart_status\":\"trash\""));
    }

    @Test
    void progressIsForTerminalsOnly() {
        cli.addDemoCarts(30);
        String one = directory.resolve("one.csv").toString();
        assertThat(cli.run("sessions", "export", "--output", one).err()).doesNotContain("30 of 30");
        cli.terminal = true;
        String two = directory.resolve("two.csv").toString();
        assertThat(cli.run("sessions", "export", "--output", two).err()).contains("30 of 30 carts");
        assertThat(cli.run("sessions", "export").err()).isEmpty();
    }

    /// If whole lists were held, nothing would be out before the last cart was read.
    @Test
    void linesLeaveWhileLaterCartsAreStillToBeRead() {
        cli.addDemoCarts(3000);
        var stream = new Counting();
        int exit =
                cli.run(
                        new PrintStream(stream, false, StandardCharsets.UTF_8),
                        new ByteArrayOutputStream(),
                        "sessions",
                        "export",
                        "--format=ndjson");
        assertThat(exit).isZero();
        assertThat(stream.writes).isGreaterThan(100);
        assertThat(stream.largest).isLessThan(100_000);
    }

    @Test
    void aReaderThatGoesAwayEndsTheExport() {
        cli.addDemoCarts(3000);
        var err = new ByteArrayOutputStream();
        int exit =
                cli.run(
                        new PrintStream(new Closed(), false, StandardCharsets.UTF_8),
                        err,
                        "sessions",
                        "export");
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Nobody reads");
    }

    private String firstKey() {
        return cli.run("sessions", "list", "--json").json().get(0).get("cart_key").asString();
    }

    private static final class Counting extends OutputStream {
        private int writes;
        private int largest;

        @Override
        public void write(int b) {
            writes++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes++;
            largest = Math.max(largest, length);
        }
    }

    private static final class Closed extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("closed");
        }
    }

    /// RFC 4180, read by hand.
    private static List<List<String>> csv(String text) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\r') {
                assertThat(text.charAt(i + 1)).isEqualTo('\n');
                i++;
                row.add(cell.toString());
                cell.setLength(0);
                rows.add(List.copyOf(row));
                row.clear();
            } else {
                cell.append(c);
            }
        }
        return rows;
    }
}
