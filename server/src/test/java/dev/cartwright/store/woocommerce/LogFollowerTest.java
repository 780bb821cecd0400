package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.outage.Outage;
import dev.cartwright.store.woocommerce.ShopBench.Remembered;
import dev.cartwright.woocommerce.CartTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/// The index follows what the shop's binary log tells.
///
/// There are more carts than the watch looks at, and changed ones keep their expiry, so that
/// nothing but the log and the sweep can find them; and the sweep's clock tells when that was at
/// work.
class LogFollowerTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final int CARTS = 60;
    private static final CartKey FIRST = new CartKey("t_1");

    private final String name = ShopBench.emptyShop();
    private final Remembered remembered = new Remembered();

    @TempDir private Path directory;
    private @Nullable ShopBench bench;

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private ShopBench start(String url) {
        var shop = WooDatabase.open(WooAddress.of(url, null, null, null));
        ShopBench started =
                ShopBench.following(name, shop, directory.resolve("own.db"), remembered).started();
        bench = started;
        return started;
    }

    private ShopBench start() {
        return start(SERVER.url(name));
    }

    private ShopBench followed() {
        fill();
        ShopBench started = start();
        ShopBench.await("following", started.sessions::followed);
        return started;
    }

    private void fill() {
        SERVER.run(
                name,
                "INSERT INTO wp_cocart_carts SELECT seq, CONCAT('t_', seq), 'a:0:{}', 1, 4000000000,"
                        + " 'cocart', '' FROM seq_1_to_"
                        + CARTS,
                "INSERT INTO wp_woocommerce_sessions SELECT seq, CONCAT('n_', seq), 'a:0:{}',"
                        + " 4000000000 FROM seq_1_to_"
                        + CARTS);
    }

    private static long version(ShopBench bench, CartKey key) {
        return bench.index.known(List.of(key)).getFirst().session().version();
    }

    /// When each table was swept last, whatever the log told.
    private static Map<CartTable, Instant> swept(ShopBench bench) {
        Map<CartTable, Instant> swept = new TreeMap<>();
        for (CartTable table : CartTable.values()) {
            swept.put(table, bench.sessions.progress().clock(table).oldest());
        }
        return swept;
    }

    /// Changes something and waits until the index shows it, anew when a sweep came in between.
    private static void showsWithoutASweep(ShopBench bench, Runnable change) {
        for (int attempt = 0; attempt < 5; attempt++) {
            Map<CartTable, Instant> before = swept(bench);
            change.run();
            bench.awaitLikeTheShop();
            if (swept(bench).equals(before)) {
                return;
            }
        }
        assertThat(swept(bench)).as("a sweep came in between each time").isEmpty();
    }

    @Test
    void aChangeThatMovesNoExpiryShowsByTheLogAlone() {
        ShopBench shown = followed();
        long before = version(shown, FIRST);
        showsWithoutASweep(
                shown,
                () ->
                        shown.run(
                                "UPDATE wp_cocart_carts SET cart_value = CONCAT('a:1:{i:0;i:',"
                                        + " RAND() * 1000000 DIV 1, ';}') WHERE cart_id = 1"));
        assertThat(version(shown, FIRST)).isGreaterThan(before);
        showsWithoutASweep(
                shown,
                () ->
                        shown.run(
                                "UPDATE wp_woocommerce_sessions SET session_value ="
                                        + " CONCAT('a:1:{i:0;i:', RAND() * 1000000 DIV 1, ';}')"
                                        + " WHERE session_id IN (1, 2)"));
    }

    /// The server waits for a replica that is not there before a change can be read, and tells of
    /// it at once; of tables as they were before WooCommerce 3.5, the cart's key alone.
    @Test
    void aChangeToldByItsKeyBeforeItCanBeReadIsLookedAtAgain() {
        SERVER.run(
                name,
                "ALTER TABLE wp_woocommerce_sessions MODIFY session_id bigint(20) unsigned NOT NULL"
                        + " AUTO_INCREMENT UNIQUE, DROP PRIMARY KEY, DROP KEY session_key,"
                        + " ADD PRIMARY KEY (session_key)");
        ShopBench shown = followed();
        try {
            showsWithoutASweep(
                    shown,
                    () ->
                            shown.run(
                                    "SET SESSION binlog_row_image = MINIMAL",
                                    "SET GLOBAL rpl_semi_sync_master_wait_point = AFTER_SYNC",
                                    "SET GLOBAL rpl_semi_sync_master_timeout = 1400",
                                    "SET GLOBAL rpl_semi_sync_master_enabled = OFF",
                                    "SET GLOBAL rpl_semi_sync_master_enabled = ON",
                                    "UPDATE wp_woocommerce_sessions SET session_value ="
                                            + " CONCAT('a:1:{i:0;i:', RAND() * 1000000 DIV 1,"
                                            + " ';}') WHERE session_key = 'n_1'"));
        } finally {
            SERVER.run("", "SET GLOBAL rpl_semi_sync_master_enabled = OFF");
        }
    }

    @Test
    void deletedAndInsertedCartsShowByTheLogAlone() {
        ShopBench shown = followed();
        showsWithoutASweep(
                shown, () -> shown.run("DELETE FROM wp_cocart_carts ORDER BY cart_id LIMIT 1"));
        showsWithoutASweep(
                shown,
                () -> shown.run("DELETE FROM wp_woocommerce_sessions ORDER BY session_id LIMIT 3"));
        showsWithoutASweep(
                shown,
                () ->
                        shown.run(
                                "UPDATE wp_cocart_carts SET cart_key = CONCAT(cart_key, '_x')"
                                        + " ORDER BY cart_id LIMIT 1"));
        showsWithoutASweep(
                shown,
                () ->
                        shown.run(
                                "INSERT INTO wp_cocart_carts SELECT MIN(cart_id) - 1,"
                                        + " CONCAT('t_low', MIN(cart_id)), 'a:0:{}', 1, 4000000000,"
                                        + " 'cocart', '' FROM wp_cocart_carts"));
    }

    @Test
    void theAgeStaysSmallWhileTheLogIsIdle() {
        ShopBench shown = followed();
        Map<CartTable, Instant> before = swept(shown);
        Instant moment = Instant.now();
        ShopBench.await("the age", () -> shown.sessions.sweptAt().isAfter(moment.plusSeconds(3)));
        assertThat(swept(shown).values()).allMatch(swept -> swept.isBefore(moment.plusSeconds(3)));
        assertThat(before.values()).allMatch(swept -> swept.isBefore(moment));
    }

    @Test
    void anEmptiedTableIsFoundBySweeping() {
        ShopBench shown = followed();
        shown.run("TRUNCATE TABLE wp_cocart_carts", "ALTER TABLE wp_woocommerce_sessions FORCE");
        shown.awaitLikeTheShop();
        ShopBench.await("following again", shown.sessions::followed);
        shown.run("ALTER TABLE wp_woocommerce_sessions ADD COLUMN more int FIRST");
        ShopBench.await("following with other columns", shown.sessions::followed);
        showsWithoutASweep(
                shown,
                () ->
                        shown.run(
                                "UPDATE wp_woocommerce_sessions SET more = COALESCE(more, 0) + 1,"
                                        + " session_value = CONCAT('a:1:{i:0;i:', more, ';}')"
                                        + " WHERE session_id = 1"));
    }

    @Test
    void whatChangedWhileWeWereAwayIsReadFromTheLogAfterwards() {
        ShopBench first = followed();
        first.close();
        bench = null;
        assertThat(remembered.place()).isNotEmpty();
        SERVER.run(
                name,
                "UPDATE wp_cocart_carts SET cart_value = 'a:1:{i:0;i:1;}' WHERE cart_id = 3",
                "DELETE FROM wp_cocart_carts WHERE cart_id = 4");
        ShopBench second = start();
        Map<CartTable, Instant> before = swept(second);
        second.awaitLikeTheShop();
        assertThat(swept(second)).isEqualTo(before);
        assertThat(second.sessions.followed()).isTrue();
    }

    private static boolean followedSince(ShopBench bench, Instant moment) {
        return bench.sessions.sweptAt().isAfter(moment);
    }

    @Test
    void aPurgedPlaceLeadsToASweepAndThenTheLogIsFollowedAgain() {
        ShopBench first = followed();
        first.close();
        bench = null;
        SERVER.run(
                name,
                "UPDATE wp_cocart_carts SET cart_value = 'a:1:{i:0;i:2;}' WHERE cart_id = 5",
                "FLUSH BINARY LOGS",
                "FLUSH BINARY LOGS");
        purge();
        ShopBench second = start();
        second.awaitLikeTheShop();
        ShopBench.await("following", second.sessions::followed);
        showsWithoutASweep(
                second,
                () ->
                        second.run(
                                "UPDATE wp_cocart_carts SET cart_value = CONCAT('a:1:{i:0;i:',"
                                        + " RAND() * 1000000 DIV 1, ';}') WHERE cart_id = 1"));
    }

    private void purge() {
        try (WooDatabase shop = SERVER.open(name)) {
            String file = new BinaryLog(shop).end().orElseThrow().file();
            ShopBench.await(
                    "that nobody reads the old files",
                    () -> {
                        SERVER.run("", "PURGE BINARY LOGS TO '" + file + "'");
                        return shop.read(
                                "could not look",
                                connection -> {
                                    try (var statement = connection.createStatement();
                                            var rows = statement.executeQuery("SHOW BINARY LOGS")) {
                                        rows.next();
                                        return rows.getString(1).equals(file);
                                    }
                                });
                    });
        }
    }

    @Test
    void aKilledServerIsFollowedAgainFromWhereItWas() {
        ShopBench shown = followed();
        SERVER.kill();
        SERVER.start();
        ShopBench.await("that it is reached again", () -> reached(shown));
        shown.run(
                "UPDATE wp_cocart_carts SET cart_value = 'a:1:{i:0;i:3;}' WHERE cart_id = 1",
                "DELETE FROM wp_cocart_carts WHERE cart_id = 2");
        shown.awaitLikeTheShop();
        Instant back = Instant.now();
        ShopBench.await("following", () -> followedSince(shown, back));
        showsWithoutASweep(
                shown,
                () ->
                        shown.run(
                                "UPDATE wp_cocart_carts SET cart_value = CONCAT('a:1:{i:0;i:',"
                                        + " RAND() * 1000000 DIV 1, ';}') WHERE cart_id = 1"));
    }

    /// The log goes on where it ended, as if nothing had changed in between.
    @Test
    void whatChangedWhileTheServerKeptNoLogIsSweptBeforeTheLogCounts() {
        ShopBench first = followed();
        SERVER.kill();
        SERVER.start("--skip-log-bin");
        try {
            ShopBench.await("that it is seen", () -> reached(first) && !first.sessions.followed());
            first.close();
            bench = null;
            assertThat(remembered.place()).isEmpty();
            SERVER.run(
                    name,
                    "UPDATE wp_cocart_carts SET cart_value = 'a:1:{i:0;i:7;}' WHERE cart_id = 1");
        } finally {
            SERVER.kill();
            SERVER.start();
        }
        ShopBench second = start();
        ShopBench.await("following", second.sessions::followed);
        assertThat(second.indexed()).isEqualTo(second.inShop());
    }

    private static boolean reached(ShopBench bench) {
        try {
            return !bench.inShop().isEmpty();
        } catch (Outage _) {
            return false;
        }
    }

    @Test
    void withoutTheRightTheSweepDoesItAndTheGrantIsTold() {
        fill();
        String url =
                SERVER.user(name, "reader_" + name, "secret", "GRANT SELECT ON " + name + ".*");
        ShopBench shown = start(url);
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            assertThat(new BinaryLog(shop).look())
                    .isEqualTo(
                            new LogAccess.Unreadable(
                                    "the right to read it is missing",
                                    "GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO 'reader_%s'@'%%';"
                                            .formatted(name)));
        }
        shown.run("UPDATE wp_cocart_carts SET cart_value = 'a:1:{i:0;i:3;}' WHERE cart_id = 1");
        shown.awaitLikeTheShop();
        assertThat(shown.sessions.followed()).isFalse();
        assertThat(shown.sessions.age()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void theToldGrantIsEnough() {
        String user = "growing_" + name;
        String url = SERVER.user(name, user, "secret", "GRANT SELECT ON " + name + ".*");
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            var missing = (LogAccess.Unreadable) new BinaryLog(shop).look();
            SERVER.run("", missing.grant());
        }
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            assertThat(new BinaryLog(shop).look()).isInstanceOf(LogAccess.Readable.class);
            assertThat(ShopCheck.look(shop).log()).isInstanceOf(LogAccess.Readable.class);
        }
        fill();
        ShopBench.await("following", start(url).sessions::followed);
    }

    /// WooCommerce writes to it all the time.
    @Test
    void aTableThatWeMayNotReadDisturbsNothingUntilWeMay() {
        fill();
        String user = "half_" + name;
        SERVER.user(
                name,
                user,
                "secret",
                "GRANT SELECT ON wp_cocart_carts",
                "GRANT SELECT ON wp_users",
                "GRANT SELECT ON wp_usermeta");
        SERVER.run("", "GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO " + user);
        ShopBench shown = start(SERVER.url(name, user, "secret"));
        ShopBench.await("following", shown.sessions::followed);
        String hidden =
                "UPDATE wp_woocommerce_sessions SET session_value = CONCAT('a:1:{i:0;i:',"
                        + " RAND() * 1000000 DIV 1, ';}') WHERE session_id = 1";
        String cart =
                "UPDATE wp_cocart_carts SET cart_value = CONCAT('a:1:{i:0;i:',"
                        + " RAND() * 1000000 DIV 1, ';}') WHERE cart_id = 1";
        showsWithoutASweep(shown, () -> shown.run(hidden, cart));
        assertThat(shown.indexed()).hasSize(CARTS);
        SERVER.run(name, "GRANT SELECT ON wp_woocommerce_sessions TO " + user);
        lookAnew(shown);
        shown.awaitLikeTheShop();
        assertThat(shown.indexed()).hasSize(2 * CARTS);
        ShopBench.await("following both", shown.sessions::followed);
        showsWithoutASweep(shown, () -> shown.run(hidden));
    }

    /// At the tables, as each minute.
    private static void lookAnew(ShopBench bench) {
        assertThatThrownBy(
                        () ->
                                bench.shop.read(
                                        "could not find it",
                                        connection ->
                                                connection
                                                        .createStatement()
                                                        .execute("SELECT none FROM wp_users")))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void aLogOfStatementsIsNotFollowed() {
        try (WooDatabase shop = SERVER.open(name)) {
            for (String format : List.of("STATEMENT", "MIXED")) {
                SERVER.run("", "SET GLOBAL binlog_format = " + format);
                assertThat(new BinaryLog(shop).look())
                        .isEqualTo(
                                new LogAccess.Unreadable(
                                        "it holds statements, not rows (binlog_format is "
                                                + format
                                                + ")",
                                        ""));
            }
        } finally {
            SERVER.run("", "SET GLOBAL binlog_format = ROW");
        }
    }

    @Test
    void rowsThatAStatementChangedAreFoundBySweeping() {
        ShopBench shown = followed();
        shown.run(
                "SET SESSION binlog_format = STATEMENT",
                "UPDATE wp_cocart_carts SET cart_value = 'a:1:{i:0;i:9;}' WHERE cart_id < 9");
        shown.awaitLikeTheShop();
        ShopBench.await("following again", shown.sessions::followed);
    }
}
