package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.ImportOutcome;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.store.woocommerce.LiveTables;
import dev.cartwright.store.woocommerce.MariaDb;
import dev.cartwright.store.woocommerce.WooDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Imports out of a running database, against the same import of its dump.
class LiveImportTest {
    private static final MariaDb SERVER = MariaDb.server();

    @TempDir private Path folder;

    private static List<Session> all(ImportBench bench) {
        return bench.sessions
                .list(
                        SessionFilter.ALL,
                        SessionOrder.NEWEST_FIRST,
                        new PageRequest.Numbered(1, 100))
                .rows();
    }

    private static ImportReport run(ImportBench bench, WooDatabase shop) throws IOException {
        return run(bench, shop, Optional.empty());
    }

    private static ImportReport run(ImportBench bench, WooDatabase shop, Optional<String> prefix)
            throws IOException {
        return bench.importer.run("the shop", LiveTables.of(shop), prefix, ImportProgress.NONE);
    }

    @Test
    void itBringsExactlyWhatTheDumpBrings() throws IOException {
        var dumped = new ImportBench();
        ImportReport expected = dumped.run(ImportBench.recordedStore(folder));
        var live = new ImportBench();
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            assertThat(run(live, shop)).isEqualTo(expected);
            List<Session> sessions = all(dumped);
            assertThat(all(live)).hasSize(29).isEqualTo(sessions);
            for (Session session : sessions) {
                assertThat(live.sessions.find(session.key()))
                        .usingRecursiveComparison()
                        .isEqualTo(dumped.sessions.find(session.key()));
            }
            assertThat(live.shop.settings()).isEqualTo(dumped.shop.settings());
            for (long id = 1; id < 60; id++) {
                assertThat(live.users.find(id)).isEqualTo(dumped.users.find(id));
                assertThat(live.shop.product(id)).isEqualTo(dumped.shop.product(id));
            }
            // so the fingerprints are those of the dump, too
            ImportReport again = run(dumped, shop);
            assertThat(again.carts().getFirst().of(ImportOutcome.UNCHANGED)).isEqualTo(29);
        }
    }

    /// Their carts come and go, and the next run would take the other one.
    @Test
    void ofTwoLivingShopsNoneIsTakenUnnamed() throws IOException {
        String store = SERVER.recordedStore();
        SERVER.run(store, "CREATE TABLE old_cocart_carts LIKE wp_cocart_carts");
        var bench = new ImportBench();
        try (var shop = SERVER.open(store)) {
            assertThatThrownBy(() -> run(bench, shop))
                    .isInstanceOf(DumpException.class)
                    .hasMessageContaining("several shops")
                    .hasMessageContaining("wp_, old_");
            assertThat(all(bench)).isEmpty();
            assertThat(run(bench, shop, Optional.of("wp_")).prefix()).isEqualTo("wp_");
        }
    }

    @Test
    void comparingFindsEveryCartTheSame() throws IOException {
        var bench = new ImportBench();
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            ImportReport report = run(bench, shop);
            ImportCheck check = bench.importer.verify(LiveTables.of(shop), report);
            assertThat(check.tables().getFirst())
                    .isEqualTo(new ImportCheck.Table("wp_cocart_carts", 29, 29, 0, 0, 0, 0));
            assertThat(check.explained()).isTrue();
            assertThat(check.there()).isNotEmpty().isEqualTo(check.here());
            assertThat(check.hashThere()).isEqualTo(check.hashHere()).hasSize(32);
        }
    }

    @Test
    void comparingTellsWhyACartDiffers() throws IOException {
        var bench = new ImportBench();
        String database = SERVER.recordedStore();
        try (var shop = SERVER.open(database)) {
            run(bench, shop);
            bench.sessions.trash(new CartKey("3"), Actor.OPERATOR);
            SERVER.run(
                    database,
                    "INSERT INTO wp_woocommerce_sessions VALUES (9, '2', 'a:0:{}', 2000000000)",
                    "INSERT INTO wp_woocommerce_sessions VALUES (10, '', 'a:0:{}', 2000000000)");
            ImportReport report = run(bench, shop);
            SERVER.run(
                    database,
                    "UPDATE wp_cocart_carts SET cart_value = 'a:0:{}' WHERE cart_key = '4'");
            ImportCheck check = bench.importer.verify(LiveTables.of(shop), report);
            assertThat(check.tables())
                    .containsExactly(
                            new ImportCheck.Table("wp_cocart_carts", 29, 27, 0, 1, 0, 1),
                            new ImportCheck.Table("wp_woocommerce_sessions", 2, 0, 0, 0, 2, 0));
            assertThat(check.explained()).isFalse();
            assertThat(check.hashThere()).isNotEqualTo(check.hashHere());
        }
    }

    @Test
    void everyKindOfTableIsWalkedThroughOnce() throws IOException {
        String database = SERVER.freshDatabase();
        SERVER.count(database, 3500);
        SERVER.run(
                database,
                "CREATE TABLE wp_cocart_carts (cart_key CHAR(42))",
                "CREATE TABLE numbers (id BIGINT PRIMARY KEY, word LONGTEXT)",
                "CREATE TABLE pairs (a INT, b INT, PRIMARY KEY (a, b))",
                "CREATE TABLE words (word VARCHAR(20) PRIMARY KEY)",
                "CREATE TABLE loose (id INT)",
                "INSERT INTO numbers SELECT seq * 3, CONCAT('w', seq) FROM counted WHERE seq <= 3500",
                "INSERT INTO pairs SELECT seq DIV 700, seq MOD 700 FROM counted WHERE seq <= 3500",
                "INSERT INTO words SELECT CONCAT('word', seq) FROM counted WHERE seq <= 2500",
                "INSERT INTO loose SELECT seq FROM counted WHERE seq <= 2500");
        try (var shop = SERVER.open(database)) {
            var tables = LiveTables.of(shop);
            assertThat(read(tables, "numbers", "id")).hasSize(3500).doesNotHaveDuplicates();
            assertThat(read(tables, "numbers", "word").getLast()).isEqualTo("w3500");
            assertThat(read(tables, "pairs", "a", "b")).hasSize(3500).doesNotHaveDuplicates();
            assertThat(read(tables, "words", "word")).hasSize(2500).doesNotHaveDuplicates();
            assertThat(read(tables, "loose", "id", "missing")).hasSize(2500);
            assertThat(read(tables, "nothing", "id")).isEmpty();
            assertThat(tables.rowCount("pairs")).isEqualTo(3500);
            assertThat(tables.rowCount("nothing")).isZero();
        }
    }

    private static List<String> read(LiveTables tables, String table, String... columns)
            throws IOException {
        var rows = new ArrayList<String>();
        tables.rows(
                table,
                List.of(columns),
                row ->
                        rows.add(
                                String.join(
                                        ",", List.of(columns).stream().map(row::text).toList())));
        return rows;
    }

    @Test
    void bytesAreThoseThatWordPressSees() throws IOException {
        String database = SERVER.freshDatabase();
        SERVER.run(
                database,
                "CREATE TABLE wp_cocart_carts (id INT PRIMARY KEY, plain LONGTEXT CHARACTER SET"
                        + " utf8mb4, old LONGTEXT CHARACTER SET latin1, raw LONGBLOB, day DATETIME,"
                        + " price DECIMAL(10,2))",
                "INSERT INTO wp_cocart_carts VALUES (1, 'Grün 🛒', 'Grün', X'00ff',"
                        + " '2026-11-23 01:02:03', 7.5), (2, NULL, NULL, NULL, NULL, NULL)");
        try (var shop = SERVER.open(database)) {
            var rows = new ArrayList<DumpRow>();
            LiveTables.of(shop)
                    .rows(
                            "wp_cocart_carts",
                            List.of("plain", "old", "raw", "day", "price"),
                            rows::add);
            DumpRow row = rows.getFirst();
            assertThat(row.bytes("plain")).isEqualTo("Grün 🛒".getBytes(StandardCharsets.UTF_8));
            assertThat(row.text("old")).isEqualTo("Grün");
            assertThat(row.bytes("raw")).containsExactly(0, 0xff);
            assertThat(row.text("day")).isEqualTo("2026-11-23 01:02:03");
            assertThat(row.text("price")).isEqualTo("7.50");
            assertThat(rows.getLast().bytes("plain")).isNull();
            assertThat(rows.getLast().bytes("day")).isNull();
        }
    }

    @Test
    void aRowBeyondTheLimitIsToldSoAndNotFetched() throws IOException {
        String database = SERVER.recordedStore();
        SERVER.run(
                database,
                "UPDATE wp_cocart_carts SET cart_value = REPEAT('x', 17 * 1024 * 1024)"
                        + " WHERE cart_key = '4'");
        var bench = new ImportBench();
        try (var shop = SERVER.open(database)) {
            ImportReport report = run(bench, shop);
            assertThat(report.carts().getFirst().unreadable()).isEqualTo(1);
            assertThat(bench.find("4").document()).isInstanceOf(CartDocument.Unreadable.class);
        }
    }

    /// The server is killed after some rows, and comes back while the walk waits for it.
    @Test
    void aLostConnectionIsTakenUpWhereItWas() throws IOException {
        String database = SERVER.freshDatabase();
        SERVER.count(database, 3000);
        SERVER.run(
                database,
                "CREATE TABLE wp_cocart_carts (id BIGINT PRIMARY KEY)",
                "INSERT INTO wp_cocart_carts SELECT seq FROM counted WHERE seq <= 3000");
        var seen = new ArrayList<Long>();
        try (var shop = SERVER.open(database)) {
            LiveTables.of(shop)
                    .rows(
                            "wp_cocart_carts",
                            List.of("id"),
                            row -> {
                                seen.add(row.number("id"));
                                if (seen.size() == 1500) {
                                    SERVER.kill();
                                    SERVER.start();
                                }
                            });
        } finally {
            SERVER.start();
        }
        assertThat(seen).hasSize(3000).isSorted().doesNotHaveDuplicates();
    }
}
