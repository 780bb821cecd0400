package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportWooCommerceTest {
    private static final byte[] EMPTY = bytes("a:1:{s:4:\"cart\";s:6:\"a:0:{}\";}");
    @TempDir private Path folder;
    private final ImportBench bench = new ImportBench();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] item(String quantity) {
        String item =
                "a:1:{s:1:\"i\";a:2:{s:10:\"product_id\";i:13;s:8:\"quantity\";" + quantity + "}}";
        return bytes("a:1:{s:4:\"cart\";s:%d:\"%s\";}".formatted(item.length(), item));
    }

    /// Without the one that misses the settings, which small dumps have not.
    private static List<ImportReport.Note> cartNotes(ImportReport report) {
        return report.notes().stream().filter(note -> !note.table().endsWith("options")).toList();
    }

    @Test
    void aSecondImportChangesNothing() {
        Path dump = ImportBench.recordedStore(folder);
        bench.run(dump);
        long revision = bench.users.revision();
        ImportReport again = bench.run(dump);
        assertThat(again.carts().getFirst().of(ImportOutcome.UNCHANGED)).isEqualTo(29);
        assertThat(again.users()).isZero();
        assertThat(bench.users.revision()).isGreaterThanOrEqualTo(revision);
    }

    @Test
    void whatWasTrashedHereIsNotRevivedByEitherTable() {
        Path dump =
                DumpText.shop("wp_")
                        .cart("wp_", 1, "abc", EMPTY)
                        .session("wp_", 1, "abc", EMPTY, 1_700_000_000L)
                        .write(folder);
        bench.run(dump);
        bench.sessions.trash(new CartKey("abc"), Actor.OPERATOR);
        ImportReport again = bench.run(dump);
        assertThat(again.carts().getFirst().of(ImportOutcome.KEPT_DELETED)).isEqualTo(1);
        assertThat(again.carts().getLast().skipped()).isEqualTo(1);
        assertThat(bench.sessions.find(new CartKey("abc"))).isEmpty();
    }

    @Test
    void aKeyInBothTablesCountsInCocartsAlsoWhenItComesLater() {
        Path dump =
                DumpText.shop("wp_")
                        .session("wp_", 9, "abc", EMPTY, 1_700_000_000L)
                        .session("wp_", 10, "t_1", item("i:2;"), 1_700_000_000L)
                        .cart("wp_", 1, "abc", item("d:5;"))
                        .write(folder);
        ImportReport report = bench.run(dump);
        assertThat(bench.cart("abc").itemCount()).isEqualTo(5);
        assertThat(bench.cart("t_1").itemCount()).isEqualTo(2);
        assertThat(bench.find("t_1").session().source()).isEqualTo("woocommerce");
        assertThat(report.carts().getLast().skipped()).isEqualTo(1);
        assertThat(cartNotes(report)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wp_", "", "shop1_", "wp_2_", "Ümläut_", "a.b_"})
    void anyPrefixWillDo(String prefix) {
        ImportReport report =
                bench.run(DumpText.shop(prefix).cart(prefix, 1, "abc", EMPTY).write(folder));
        assertThat(report.prefix()).isEqualTo(prefix);
        assertThat(bench.find("abc").session().readable()).isTrue();
    }

    @Test
    void ofSeveralShopsOneIsChosenAndTheOthersAreNamed() throws IOException {
        Path dump =
                DumpText.shop("wp_2_")
                        .cart("wp_2_", 1, "second", EMPTY)
                        .raw(DumpText.shop("wp_").cart("wp_", 1, "first", EMPTY).bytes())
                        .write(folder);
        ImportReport report = bench.run(dump);
        assertThat(report.prefix()).isEqualTo("wp_");
        assertThat(report.notImported()).containsExactly("another shop, wp_2_: 1 carts");
        assertThat(bench.sessions.find(new CartKey("second"))).isEmpty();
        bench.importer.run(dump, Optional.of("wp_2_"), ImportProgress.NONE);
        assertThat(bench.sessions.find(new CartKey("second"))).isPresent();
        assertThatThrownBy(() -> bench.importer.run(dump, Optional.of("x_"), ImportProgress.NONE))
                .isInstanceOf(DumpException.class)
                .hasMessageContaining("wp_2_");
    }

    @Test
    void aBadRowIsListedAndKeptRaw() {
        byte[] damaged = {'a', ':', '9', 0, (byte) 0xff};
        bench.run(DumpText.shop("wp_").cart("wp_", 4, "bad", damaged).writePacked(folder));
        assertThat(bench.find("bad").document())
                .isInstanceOfSatisfying(
                        CartDocument.Unreadable.class,
                        unreadable -> assertThat(unreadable.raw()).isEqualTo(damaged));
        assertThat(bench.find("bad").session().readable()).isFalse();
    }

    @Test
    void keysThatCannotBeKeysAreReportedWithoutTellingThem() {
        ImportReport report =
                bench.run(
                        DumpText.shop("wp_")
                                .cart("wp_", 1, "key with space", EMPTY)
                                .cart("wp_", 2, "", EMPTY)
                                .cart("wp_", 3, "key-with_dash", EMPTY)
                                .write(folder));
        assertThat(report.carts().getFirst().skipped()).isEqualTo(2);
        assertThat(report.carts().getFirst().of(ImportOutcome.CREATED)).isEqualTo(1);
        assertThat(cartNotes(report)).extracting(ImportReport.Note::row).containsExactly("1", "2");
        assertThat(report.notes().toString()).doesNotContain("space");
    }

    @Test
    void aCartOfFiveMegabytesIsImported() {
        String text = "x".repeat(5 << 20);
        byte[] value =
                bytes(
                        "a:2:{s:4:\"cart\";s:6:\"a:0:{}\";s:1:\"x\";s:%d:\"%s\";}"
                                .formatted(5 << 20, text));
        bench.run(DumpText.shop("wp_").cart("wp_", 1, "big", value).writePacked(folder));
        assertThat(Objects.requireNonNull(bench.cart("big").sessionValue()).values())
                .containsKey("x");
    }

    @Test
    void anOversizedRowIsListedWithoutItsContents() {
        byte[] value = new byte[(int) SqlDump.MAX_ROW_BYTES + 1];
        bench.run(DumpText.shop("wp_").cart("wp_", 1, "huge", value).writePacked(folder));
        assertThat(bench.find("huge").document())
                .isInstanceOfSatisfying(
                        CartDocument.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("16 MB"));
    }

    @Test
    void aFileThatBreaksOffGivesWhatItHasAndSaysSo() {
        byte[] whole =
                DumpText.shop("wp_")
                        .cart("wp_", 1, "one", EMPTY)
                        .cart("wp_", 2, "two", EMPTY)
                        .bytes();
        byte[] part = Arrays.copyOf(whole, whole.length - 40);
        ImportReport report = bench.run(DumpText.write(folder.resolve("part"), part));
        assertThat(report.complete()).isFalse();
        assertThat(report.carts().getFirst().of(ImportOutcome.CREATED)).isEqualTo(1);
        assertThat(report.notes().getFirst().text()).contains("ends in the middle");
        ImportReport resumed = bench.run(DumpText.write(folder.resolve("whole"), whole));
        assertThat(resumed.carts().getFirst().of(ImportOutcome.UNCHANGED)).isEqualTo(1);
        assertThat(resumed.carts().getFirst().of(ImportOutcome.CREATED)).isEqualTo(1);
    }

    @Test
    void aFileWithoutAShopIsRefused() {
        Path dump = DumpText.empty().line("CREATE TABLE other (v int);").write(folder);
        assertThatThrownBy(() -> bench.importer.run(dump, Optional.empty(), ImportProgress.NONE))
                .isInstanceOf(DumpException.class)
                .hasMessageContaining("no tables of CoCart or WooCommerce");
        Path missing = folder.resolve("missing.sql");
        assertThatThrownBy(() -> bench.importer.run(missing, Optional.empty(), ImportProgress.NONE))
                .isInstanceOf(DumpException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void thousandsOfRowsInOneStatementAreTakenInSteps() throws IOException {
        var text = DumpText.shop("wp_").line("INSERT INTO `wp_cocart_carts` VALUES");
        for (int i = 1; i <= 2_345; i++) {
            String end = i == 2_345 ? ";" : ",";
            text.line("(%d,'k%d','a:0:{}',%d,%d,'cocart','')%s".formatted(i, i, i, 9 * i, end));
        }
        var steps = new ArrayList<Long>();
        ImportReport report =
                bench.importer.run(
                        text.writePacked(folder),
                        Optional.empty(),
                        (step, done, total) -> {
                            if (step == ImportProgress.Step.CARTS) {
                                steps.add(done * 100 / total);
                            }
                        });
        assertThat(report.carts().getFirst().of(ImportOutcome.CREATED)).isEqualTo(2_345);
        assertThat(steps).isSorted().endsWith(100L);
    }

    @ParameterizedTest
    @CsvSource({"'', cocart", "my-plugin, my-plugin", "woocommerce, woocommerce"})
    void theSourceIsAsStored(String stored, String shown) {
        var text = DumpText.shop("wp_").cart("wp_", 1, "abc", EMPTY, 5, 6, stored);
        bench.run(text.write(folder));
        assertThat(bench.find("abc").session().source()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        // created, expiry, source, expected created, expected last activity
        "1700000000, 1700604900, cocart, 1700000000, 1700000100",
        "1700000000, 1700172900, woocommerce, 1700000000, 1700000100",
        "1700000000, 1700000100, cocart, 1700000000, 1700000000",
        "0, 1700604800, cocart, 1700000000, 1700000000",
        "0, 0, cocart, 0, 0",
        "0, 99999999999999, cocart, 1795435200, 1795435200",
        "253402300800, 99999999999999, cocart, 253402300800, 253402300800"
    })
    void clocksAreGuessedFromTheExpiry(
            long created, long expiry, String source, long begin, long activity) {
        Times times = CartTimes.of(created, expiry, source, ImportBench.NOW);
        assertThat(times)
                .isEqualTo(
                        new Times(
                                Instant.ofEpochSecond(begin),
                                Instant.ofEpochSecond(activity),
                                Instant.ofEpochSecond(activity),
                                Instant.ofEpochSecond(expiry),
                                true));
        assertThat(CartTimes.of(1, Long.MAX_VALUE, source, ImportBench.NOW).expiry())
                .isAfter(ImportBench.NOW.plus(Duration.ofDays(1000)));
    }

    @Test
    void keysAreInTheSitesOwnTime() {
        Path dump =
                DumpText.shop("wp_")
                        .line("CREATE TABLE wp_options (option_name text, option_value text);")
                        .line(
                                "INSERT INTO wp_options VALUES ('gmt_offset','5.5'),('woocommerce_currency','EUR'),")
                        .line(
                                "('woocommerce_currency_pos','right_space'),('woocommerce_price_num_decimals','0');")
                        .line(
                                "INSERT INTO wp_woocommerce_api_keys (key_id,user_id,description,permissions,")
                        .line("consumer_key,consumer_secret,truncated_key,last_access) VALUES")
                        .line(
                                "(3,1,'x','disabled','"
                                        + "ab".repeat(32)
                                        + "','cs_1','abcdefg','2026-01-01 05:30:00'),")
                        .line("(4,1,'bad','read','nohash','cs_1','abcdefg',NULL);")
                        .write(folder);
        ImportReport report = bench.run(dump);
        assertThat(bench.keys.find(3).orElseThrow().lastAccess())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(bench.keys.find(3).orElseThrow().permission()).isNull();
        assertThat(report.notes()).extracting(ImportReport.Note::row).containsExactly("4");
        assertThat(bench.shop.settings().timeZone()).isEqualTo("+05:30");
        assertThat(bench.shop.settings().currency().suffix()).isEqualTo(" €");
        assertThat(bench.shop.settings().currency().minorUnit()).isZero();
    }
}
