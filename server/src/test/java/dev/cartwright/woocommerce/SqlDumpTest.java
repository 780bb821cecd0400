package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.fuzz.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlDumpTest {
    @TempDir private Path folder;

    private static final Set<String> WANTED =
            Set.of("t", "a", "b", "cocart_carts", "woocommerce_sessions");

    private static SqlDump survey(Path file) throws IOException {
        return SqlDump.survey(file, WANTED, _ -> {});
    }

    private List<String> values(String sql) throws IOException {
        SqlDump dump = survey(DumpText.empty().line(sql).write(folder));
        var values = new ArrayList<String>();
        for (String table : dump.names()) {
            dump.rows(
                    table,
                    List.of("v"),
                    row -> values.add(row.bytes("v") == null ? "NULL" : row.text("v")));
        }
        return values;
    }

    @Test
    void everyWayOfWritingAValueIsRead() throws IOException {
        assertThat(
                        values(
                                """
                                CREATE TABLE `t` (`id` int, `v` longtext);
                                INSERT INTO `t` VALUES (1,'a\\'b\\"c\\\\d\\n\\0\\Z\\%'),(2,'it''s'),
                                 (3,NULL), (4,-1.5e3),(5,0x616200),(6,X'6162'),(7,_binary 'x\\0y'),
                                 (8,"d;q"),(9,TRUE) , (10, now()), (11,_utf8mb4 0x63);
                                """))
                .containsExactly(
                        "a'b\"c\\d\n\0\u001a\\%",
                        "it's", "NULL", "-1.5e3", "ab\0", "ab", "x\0y", "d;q", "1", "NULL", "c");
    }

    /// Each of them once took a frame of the stack.
    @Test
    void introducersWithoutEndAreNoSqlAndNoTrouble() throws IOException {
        String introducers = "_x ".repeat(1_000_000);
        assertThat(values("INSERT INTO t (v) VALUES (" + introducers + "'a'),(N _b 'b');"))
                .containsExactly("a", "b");
    }

    @Test
    void aStatementThatIsNoSqlHidesNotTheNext() throws IOException {
        String sql = "INSERT INTO t (v) VALUES (foo;\nINSERT INTO t (v) VALUES (1);";
        assertThat(values(sql)).containsExactly("1");
        assertThat(survey(folder.resolve("dump.sql")).malformed()).isEqualTo(1);
    }

    @Test
    void namesAndDigitsWithoutEndTakeNoMemory() {
        int length = 8 << 20;
        for (String sql :
                List.of(
                        "INSERT INTO `" + "t".repeat(length) + "` VALUES (1);",
                        "INSERT INTO t (v) VALUES (X'" + "61".repeat(length) + "');")) {
            Path file = DumpText.empty().line(sql).write(folder);
            assertThat(Bounded.by(0, () -> surveyed(file))).isFalse();
        }
    }

    /// Whether it was cut off.
    private static boolean surveyed(Path file) {
        try {
            return survey(file).cutOff();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void columnsAreThoseOfTheStatementOrElseOfTheTable() throws IOException {
        assertThat(
                        values(
                                """
                                CREATE TABLE IF NOT EXISTS t (v text, `key` int, KEY `v` (`v`));
                                INSERT IGNORE INTO t (`key`, `v`) VALUES (1,'b');
                                REPLACE INTO `t` VALUES ('a',1);
                                INSERT INTO t VALUE ('c',2) ON DUPLICATE KEY UPDATE v='x;y';
                                """))
                .containsExactly("b", "a", "c");
    }

    @Test
    void whatIsNoRowIsSteppedOver() throws IOException {
        assertThat(
                        values(
                                """
                                \ufeff-- a comment with 'one quote
                                # and another's
                                /*!50003 SET sql_mode = 'x' */ ;
                                CREATE TABLE `t` (`v` text /* , `x` int */, CHECK (`v` <> ')'));
                                INSERT INTO t SELECT 'no' FROM x;
                                DELIMITER ;;
                                CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN
                                  INSERT INTO t VALUES ('trigger'); -- don't
                                END ;;
                                DELIMITER ;
                                LOCK TABLES `t` WRITE;
                                INSERT INTO `t` VALUES ('yes');
                                UNLOCK TABLES;
                                """))
                .containsExactly("yes");
    }

    @Test
    void bytesStayAsTheyAre() throws IOException {
        long seed = new Random().nextLong();
        byte[] value = new byte[200_000];
        new Random(seed).nextBytes(value);
        var text = DumpText.shop("wp_").cart("wp_", 1, "k", value).session("wp_", 2, "s", value, 5);
        for (Path file : List.of(text.write(folder), text.writePacked(folder))) {
            var read = new ArrayList<byte[]>();
            try (SqlDump dump = survey(file)) {
                dump.rows(
                        "wp_cocart_carts",
                        List.of("cart_value"),
                        row -> read.add(row.bytes("cart_value")));
                dump.rows(
                        "wp_woocommerce_sessions",
                        List.of("session_value"),
                        row -> read.add(row.bytes("session_value")));
            }
            assertThat(read).as("seed %d", seed).hasSize(2).allMatch(b -> Arrays.equals(b, value));
        }
    }

    @Test
    void aTableOfADatabaseKeepsItsName() throws IOException {
        Path file =
                DumpText.empty()
                        .line("USE `one`;")
                        .line("INSERT INTO `t` (v) VALUES (1);")
                        .line("INSERT INTO `two`.`t` (v) VALUES (2),(3);")
                        .write(folder);
        SqlDump dump = survey(file);
        assertThat(dump.rowCount("one.t")).isEqualTo(1);
        assertThat(dump.rowCount("two.t")).isEqualTo(2);
    }

    @Test
    void tablesAreReadInAnyOrder() throws IOException {
        var text = DumpText.empty().line("CREATE TABLE a (v int);").line("CREATE TABLE b (v int);");
        for (int i = 0; i < 30; i++) {
            text.line("INSERT INTO %s VALUES (%d);".formatted(i % 3 == 0 ? "a" : "b", i));
        }
        var read = new ArrayList<Long>();
        try (SqlDump dump = survey(text.writePacked(folder))) {
            dump.rows("b", List.of("v"), row -> read.add(row.number("v")));
            dump.rows("a", List.of("v"), row -> read.add(row.number("v")));
        }
        assertThat(read).hasSize(30).startsWith(1L, 2L, 4L).endsWith(27L);
    }

    /// Statements of all lengths, wanted and not, around the sizes of the buffers between them.
    @Test
    void aPackedDumpSaysTheSameAsThePlainOne() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var text =
                DumpText.empty().line("CREATE TABLE a (v text);").line("CREATE TABLE b (v text);");
        for (int i = 0; i < 200; i++) {
            String table = List.of("a", "b", "unwanted").get(random.nextInt(3));
            String value = Integer.toString(i).repeat(random.nextInt(1 << random.nextInt(17)));
            text.line("-- about %d".formatted(i));
            text.line("INSERT INTO %s VALUES ('%s'),('%d');".formatted(table, value, i));
        }
        assertThat(all(text.writePacked(folder)))
                .as("seed %d", seed)
                .isEqualTo(all(text.write(folder)));
    }

    private static List<String> all(Path file) throws IOException {
        var read = new ArrayList<String>();
        try (SqlDump dump = survey(file)) {
            for (String table : List.of("b", "a", "b")) {
                dump.rows(table, List.of("v"), row -> read.add(row.text("v")));
            }
            read.add(dump.rowCount("unwanted") + " others");
        }
        return read;
    }

    @Test
    void rowsThatNobodyWantedAreNotKeptOfAPackedDump() throws IOException {
        var text = DumpText.empty().line("INSERT INTO unwanted (v) VALUES (1);");
        try (SqlDump dump = survey(text.writePacked(folder))) {
            assertThat(dump.rowCount("unwanted")).isEqualTo(1);
            assertThatThrownBy(() -> dump.rows("unwanted", List.of("v"), _ -> {}))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aRowThatIsTooLargeTellsItsSmallCells() throws IOException {
        byte[] huge = new byte[(int) SqlDump.MAX_ROW_BYTES + 1];
        Arrays.fill(huge, (byte) 'x');
        var text = DumpText.shop("wp_").cart("wp_", 7, "huge", huge);
        SqlDump dump = survey(text.cart("wp_", 8, "small", new byte[0]).write(folder));
        var read = new ArrayList<String>();
        dump.rows(
                "wp_cocart_carts",
                List.of("cart_key", "cart_value"),
                row -> read.add(row.text("cart_key") + row.oversized()));
        assertThat(read).containsExactly("hugetrue", "smallfalse");
    }

    @Test
    void aFileThatBreaksOffSaysSo() throws IOException {
        byte[] whole = DumpText.shop("wp_").cart("wp_", 1, "k", new byte[50]).bytes();
        byte[] part = Arrays.copyOf(whole, whole.length - 20);
        assertThat(survey(DumpText.write(folder.resolve("part.sql"), part)).cutOff()).isTrue();
        assertThat(survey(DumpText.write(folder.resolve("whole.sql"), whole)).cutOff()).isFalse();
    }

    @Test
    void aPackedFileThatBreaksOffSaysSo() throws IOException {
        Path packed = DumpText.shop("wp_").cart("wp_", 1, "k", new byte[50]).writePacked(folder);
        byte[] bytes = java.nio.file.Files.readAllBytes(packed);
        Path part = DumpText.write(folder.resolve("part"), Arrays.copyOf(bytes, bytes.length - 9));
        try (SqlDump dump = survey(part)) {
            assertThat(dump.cutOff()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\b", "\b\0\0\0\0", "not what follows"})
    void aFileThatOnlyBeginsAsGzipDoesIsRefused(String rest) {
        byte[] bytes = ("\u001f\u008b" + rest).getBytes(StandardCharsets.ISO_8859_1);
        Path file = DumpText.write(folder.resolve("dump.sql.gz"), bytes);
        assertThatThrownBy(() -> survey(file)).isInstanceOf(DumpException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0003\u0004zip", "<?xml version=\"1.0\"?>", "SQLite format 3", ""})
    void otherFilesAreToldByTheirFirstBytes(String start) {
        Path file =
                DumpText.write(
                        folder.resolve("other"), start.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> survey(file)).isInstanceOf(DumpException.class);
    }

    @Test
    void garbageHasNoTables() throws IOException {
        long seed = new Random().nextLong();
        byte[] garbage = new byte[1 << 20];
        new Random(seed).nextBytes(garbage);
        garbage[0] = 1;
        Path file = DumpText.write(folder.resolve("garbage"), garbage);
        assertThat(Site.prefixes(survey(file))).as("seed %d", seed).isEmpty();
    }
}
