package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.woocommerce.CartTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/// What a real server's binary log tells, and what is passed over.
class LogReadingTest {
    private static final MariaDb SERVER = MariaDb.server();

    /// MySQL has no types for these.
    private static final boolean MARIADB = SERVER.name().startsWith("MariaDB");
    private static final String UUID = MARIADB ? "uuid" : "char(36)";
    private static final String PACKED_TEXT = MARIADB ? "text COMPRESSED" : "text";

    private final String name = ShopBench.emptyShop();
    private final WooDatabase shop = SERVER.open(name);
    private final List<Long> carts = new ArrayList<>();
    private final List<Long> sessions = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private boolean restructured;
    private @Nullable LogReading reading;

    @AfterEach
    void close() {
        if (reading != null) {
            reading.close();
        }
        shop.close();
    }

    private LogReading read(WooDatabase from) {
        LogPosition end = new BinaryLog(shop).end().orElseThrow();
        var layouts = new CartLayouts(shop).get();
        LogWatch watch = LogWatch.of(name, "wp_", layouts);
        var mark = new LogMark(Instant.EPOCH, end, "");
        long id = ThreadLocalRandom.current().nextLong(1L << 31, 1L << 32);
        LogReading started = LogReading.start(from, mark, id, () -> watch);
        reading = started;
        return started;
    }

    private void read() {
        read(shop);
    }

    /// Until all that is in the log by now was read.
    private void caughtUp() {
        LogReading running = java.util.Objects.requireNonNull(reading);
        LogPosition end = new BinaryLog(shop).end().orElseThrow();
        ShopBench.await(
                "the log's end",
                () -> {
                    assertThat(running.over()).as("%s", running.failure()).isFalse();
                    ChangedRows.Taken taken = running.changes().take(1_000);
                    carts.addAll(taken.rows().getOrDefault(CartTable.COCART, List.of()));
                    sessions.addAll(taken.rows().getOrDefault(CartTable.WOOCOMMERCE, List.of()));
                    keys.addAll(taken.keys());
                    if (taken.gap() != null) {
                        gaps.add(taken.gap());
                    }
                    restructured |= taken.restructured();
                    return taken.position() != null && taken.position().reached(end);
                });
    }

    private static String cart(int id, String value) {
        return "INSERT INTO wp_cocart_carts VALUES (%d, 't_%d', %s, 1, 2, 'cocart', '')"
                .formatted(id, id, value);
    }

    private void run(String... statements) {
        SERVER.run(name, statements);
    }

    @Test
    void insertsUpdatesAndDeletionsTellTheirRows() {
        read();
        run(
                cart(1, "'a'"),
                cart(2, "'b'"),
                "UPDATE wp_cocart_carts SET cart_value = 'c' WHERE cart_id = 1",
                "INSERT INTO wp_woocommerce_sessions VALUES (9, 'x', 'y', 1)",
                "REPLACE INTO wp_woocommerce_sessions VALUES (10, 'x', 'z', 1)",
                "DELETE FROM wp_cocart_carts WHERE cart_id = 2");
        caughtUp();
        assertThat(carts).contains(1L, 2L).containsOnly(1L, 2L);
        assertThat(sessions).contains(9L, 10L).containsOnly(9L, 10L);
        assertThat(keys).isEmpty();
        assertThat(gaps).isEmpty();
    }

    @Test
    void rowsOfOtherTablesAndOtherShopsAreNotTold() {
        String other = ShopBench.emptyShop();
        read();
        SERVER.run(other, cart(77, "'x'"));
        run(
                "INSERT INTO wp_users VALUES (5, 'ann', 'ann@example.com')",
                "CREATE TABLE odd (a int, b json, c geometry, d decimal(10, 3), e %s)"
                        .formatted(UUID),
                "INSERT INTO odd VALUES (1, '{}', POINT(1, 2), 1.5, uuid())",
                "BEGIN",
                "INSERT INTO wp_usermeta VALUES (1, 5, 'a', REPEAT('x', 2000000))",
                "ROLLBACK");
        caughtUp();
        assertThat(carts).isEmpty();
        assertThat(sessions).isEmpty();
        assertThat(gaps).isEmpty();
    }

    @Test
    void aRowImageOfTheKeyAloneIsEnough() {
        run(
                cart(1, "'a'"),
                "DROP TABLE wp_woocommerce_sessions",
                "CREATE TABLE wp_woocommerce_sessions (session_id bigint unsigned NOT NULL"
                        + " AUTO_INCREMENT UNIQUE, session_key char(64) CHARACTER SET utf8mb4 NOT NULL"
                        + " PRIMARY KEY, session_value longtext, session_expiry bigint)",
                "INSERT INTO wp_woocommerce_sessions VALUES (3, 'by-key', 'y', 1)");
        for (String image : List.of("MINIMAL", "NOBLOB")) {
            carts.clear();
            keys.clear();
            read();
            run(
                    "SET SESSION binlog_row_image = " + image,
                    "UPDATE wp_cocart_carts SET cart_value = CONCAT(cart_value, 'b')",
                    "UPDATE wp_woocommerce_sessions SET session_value = CONCAT(session_value, 'c')",
                    "DELETE FROM wp_woocommerce_sessions WHERE session_id = 4");
            caughtUp();
            assertThat(carts).as(image).contains(1L).containsOnly(1L);
            assertThat(keys.contains("by-key") || sessions.contains(3L)).as(image).isTrue();
            assertThat(gaps).as(image).isEmpty();
            java.util.Objects.requireNonNull(reading).close();
        }
        assertThat(sessions.isEmpty() && keys.isEmpty()).isFalse();
    }

    @Test
    void columnsOfEveryKindInFrontOfTheNextRowArePassedOver() {
        SERVER.count(name, 40);
        run(
                "ALTER TABLE wp_cocart_carts ADD COLUMN a decimal(20, 7), ADD COLUMN b datetime(3),"
                        + " ADD COLUMN c bit(11), ADD COLUMN d enum('x', 'y'), ADD COLUMN e set('p', 'q'),"
                        + " ADD COLUMN f json, ADD COLUMN g time(2), ADD COLUMN h timestamp(6) NULL,"
                        + " ADD COLUMN i double, ADD COLUMN j year, ADD COLUMN k date,"
                        + " ADD COLUMN l varchar(300), ADD COLUMN m char(200), ADD COLUMN n mediumint,"
                        + " ADD COLUMN o varbinary(9), ADD COLUMN p tinyblob, ADD COLUMN q float,"
                        + " ADD COLUMN r "
                        + UUID
                        + ", ADD COLUMN s "
                        + PACKED_TEXT
                        + ", ADD COLUMN t smallint");
        read();
        run(
                "INSERT INTO wp_cocart_carts SELECT seq, CONCAT('t_', seq), 'v', 1, 2, 'c', '',"
                        + " -12345.6789, NOW(3), b'101', 'y', 'p,q', '{\"a\":1}', '-12:30:01.5', NOW(6),"
                        + " 1.5, 2026, '2026-01-02', REPEAT('l', 290), REPEAT('ü', 150), -7, 'o',"
                        + " 'p', 2.5, uuid(), REPEAT('s', 500), 3 FROM counted");
        caughtUp();
        assertThat(gaps).isEmpty();
        assertThat(carts).hasSize(40).contains(1L, 40L);
    }

    @Test
    void aStatementInPlaceOfItsRowsIsNoticed() {
        run(cart(1, "'a'"));
        read();
        run(
                "SET SESSION binlog_format = STATEMENT",
                "UPDATE wp_users SET user_login = 'x'",
                "/* a comment */ UPDATE wp_cocart_carts SET cart_value = 'b' WHERE cart_id = 1");
        caughtUp();
        assertThat(gaps).containsExactly("a statement was logged in place of its rows");
        assertThat(restructured).isFalse();
    }

    @Test
    void anEmptiedOrChangedTableIsNoticed() {
        for (String sql :
                List.of(
                        "TRUNCATE TABLE wp_cocart_carts",
                        "ALTER TABLE wp_cocart_carts ADD COLUMN x int FIRST",
                        "DROP TABLE wp_cocart_carts")) {
            gaps.clear();
            restructured = false;
            read();
            run(sql);
            caughtUp();
            assertThat(gaps).as(sql).hasSize(1);
            assertThat(restructured).as(sql).isTrue();
            java.util.Objects.requireNonNull(reading).close();
        }
    }

    @Test
    void aTableThatCannotBeUsedIsToldOfOnce() {
        run("ALTER TABLE wp_woocommerce_sessions DROP COLUMN session_expiry");
        read();
        for (int i = 1; i < 4; i++) {
            run("INSERT INTO wp_woocommerce_sessions VALUES (%d, 'n_%d', 'v')".formatted(i, i));
            caughtUp();
        }
        assertThat(gaps).containsExactly("a table of carts came into being");
        assertThat(restructured).isTrue();
        assertThat(sessions).isEmpty();
    }

    @Test
    void aTableThatIsAnotherThanExpectedIsNotMisread() {
        read();
        run(
                "RENAME TABLE wp_cocart_carts TO old",
                "CREATE TABLE wp_cocart_carts (x int, cart_id bigint, cart_key char(42))",
                "INSERT INTO wp_cocart_carts VALUES (4711, 1, 'k')");
        caughtUp();
        assertThat(carts).isEmpty();
        assertThat(restructured).isTrue();
    }

    /// Of a row over 16 MB the client library would gather several packets in memory.
    @Test
    void rowsOfAnySizeTellTheirNumberAndWhatFollowsIsReadRight() {
        read();
        run(
                cart(1, "REPEAT('x', 5000000)"),
                cart(2, "REPEAT('x', 17000000)"),
                "UPDATE wp_cocart_carts SET cart_value = CONCAT(cart_value, 'y')",
                "INSERT INTO wp_usermeta VALUES (1, 5, 'a', REPEAT('x', 17000000))",
                cart(3, "'small'"));
        caughtUp();
        assertThat(gaps).isEmpty();
        assertThat(carts).contains(1L, 2L, 3L).containsOnly(1L, 2L, 3L);
    }

    @Test
    void whatPilesUpIsForgottenAndSaysSo() {
        SERVER.count(name, 50_100);
        read();
        run(
                "INSERT INTO wp_cocart_carts SELECT seq, CONCAT('t_', seq), 'v', 1, 2, 'c', '' FROM"
                        + " counted");
        LogPosition end = new BinaryLog(shop).end().orElseThrow();
        LogReading running = java.util.Objects.requireNonNull(reading);
        var told = new ArrayList<String>();
        ShopBench.await(
                "the log's end",
                () -> {
                    // nothing is taken until it has piled up
                    ChangedRows.Taken taken = running.changes().take(0);
                    if (taken.gap() != null) {
                        told.add(taken.gap());
                    }
                    return !told.isEmpty();
                });
        assertThat(told).containsExactly("more than 50000 carts changed at once");
        ShopBench.await(
                "the rest",
                () -> {
                    ChangedRows.Taken taken = running.changes().take(100_000);
                    carts.addAll(taken.rows().getOrDefault(CartTable.COCART, List.of()));
                    return taken.position() != null && taken.position().reached(end);
                });
        assertThat(carts).hasSizeLessThan(50_000).contains(50_100L);
    }

    @Test
    void theLogIsReadEncryptedOrNotAtAllWhereTheAddressSaysSo() {
        String user = "encrypted_" + name;
        SERVER.user(name, user, "secret", SERVER.logGrant());
        SERVER.run("", "ALTER USER " + user + " REQUIRE SSL");
        String url = SERVER.url(name, user, "secret");
        try (WooDatabase by = open(url + "&sslMode=trust")) {
            LogReading encrypted = read(by);
            run(cart(1, "'a'"));
            caughtUp();
            assertThat(carts).containsExactly(1L);
            encrypted.close();
        }
        for (String option : List.of("", "&sslMode=verify-full", "&sslMode=verify-ca")) {
            try (WooDatabase by = open(url + option);
                    LogReading refused = read(by)) {
                ShopBench.await("the refusal", refused::over);
                assertThat(LogClient.shortly(refused.failure()))
                        .as(option)
                        .doesNotContain("secret")
                        .isNotEqualTo("the connection ended");
                assertThat(refused.changes().take(10).isEmpty()).isTrue();
            }
        }
    }

    private static WooDatabase open(String url) {
        return WooDatabase.open(WooAddress.of(url, null, null, null));
    }

    /// Whoever listens on the port would be given the password.
    @Test
    void whereASocketLeadsThereTheLogIsReadByItAndNotByThePort() throws IOException {
        String user = "near_" + name + "@localhost";
        SERVER.run(
                "",
                "CREATE USER " + user + " IDENTIFIED BY 'secret'",
                "GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO " + user);
        try (var stranger = new Stranger()) {
            for (String host : List.of("localhost:" + stranger.port(), "")) {
                for (String option : List.of("", "&sslMode=trust")) {
                    carts.clear();
                    String url =
                            "jdbc:mariadb://%s/%s?user=near_%s&password=secret&localSocket=%s%s"
                                    .formatted(host, name, name, SERVER.socket(), option);
                    try (WooDatabase by = open(url);
                            LogReading _ = read(by)) {
                        assertThat(LogClient.canServe(by.address())).isTrue();
                        run("DELETE FROM wp_cocart_carts", cart(1, "REPEAT('x', 5000000)"));
                        caughtUp();
                        assertThat(carts).as(url).contains(1L);
                    }
                }
            }
            assertThat(stranger.callers()).isZero();
        }
    }

    @Test
    void aPlaceThatWasPurgedIsKnownAsLost() {
        LogPosition first = new BinaryLog(shop).end().orElseThrow();
        SERVER.run("", "FLUSH BINARY LOGS", "FLUSH BINARY LOGS");
        LogPosition end = new BinaryLog(shop).end().orElseThrow();
        ShopBench.await("the purge", () -> purged(first.file(), end.file()));
        LogWatch watch = LogWatch.of(name, "wp_", new CartLayouts(shop).get());
        var from = new LogMark(Instant.EPOCH, first, "");
        try (var lost = LogReading.start(shop, from, (1L << 31) + 7, () -> watch)) {
            ShopBench.await("the server's no", lost::over);
            assertThat(lost.failure()).isPresent();
            assertThat(LogClient.placeLost(lost.failure().orElseThrow())).isTrue();
        }
    }

    /// A file that somebody else still reads is kept without a word.
    private static boolean purged(String file, String upTo) {
        String reading =
                "SELECT GROUP_CONCAT('KILL ', id SEPARATOR ';') FROM information_schema.processlist"
                        + " WHERE command LIKE 'Binlog Dump%'";
        for (String kill : SERVER.text("", reading).split(";", -1)) {
            if (kill.startsWith("KILL ")) {
                try {
                    SERVER.run("", kill);
                } catch (IllegalStateException _) { // it has gone by itself
                }
            }
        }
        SERVER.run("", "PURGE BINARY LOGS TO '" + upTo + "'");
        return SERVER.text("", "SHOW BINARY LOGS").compareTo(file) > 0;
    }
}
