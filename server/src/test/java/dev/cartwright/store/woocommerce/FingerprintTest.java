package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Currency;
import dev.cartwright.woocommerce.CartTable;
import dev.cartwright.woocommerce.LiveCarts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shop's database and we must come to the same of every row.
class FingerprintTest {
    private static final String[] ODD = {
        "INSERT INTO wp_cocart_carts VALUES (1, 'plain', 'a:0:{}', 5, 6, 'cocart', 'hash')",
        "INSERT INTO wp_cocart_carts VALUES (2, 'empty', '', 0, 0, '', '')",
        "INSERT INTO wp_cocart_carts VALUES (3, 'nul', 'a\\0b', 1, 18446744073709551615, 'é', '|')",
        "INSERT INTO wp_cocart_carts VALUES (18446744073709551614, 'huge', '😀', 1, 1, '  ', ' ')",
        "INSERT INTO wp_cocart_carts VALUES (4, 'no key !', REPEAT('x', 2000000), 1, 1, '', '')",
        "INSERT INTO wp_woocommerce_sessions VALUES (9, 't_9', 'a:0:{}', 99)",
    };

    @Test
    void isTheSameFromBothSides(@TempDir Path directory) {
        compare(ShopBench.emptyShop(), directory, ODD.length - 1, ODD);
    }

    @Test
    void isTheSameWhateverCharacterSetATableHas(@TempDir Path directory) {
        String name = ShopBench.emptyShop();
        MariaDb.server()
                .run(
                        name,
                        "ALTER TABLE wp_cocart_carts CONVERT TO CHARACTER SET latin1",
                        "INSERT INTO wp_cocart_carts VALUES"
                                + " (1, 'latin', 's:1:\"é\";', 5, 6, 'é', 'ü')",
                        "ALTER TABLE wp_woocommerce_sessions CONVERT TO CHARACTER SET utf8mb3");
        compare(
                name,
                directory,
                2,
                "INSERT INTO wp_woocommerce_sessions VALUES (9, 't_9', 's:2:\"é\";', 99)");
    }

    /// Plugins leave it in texts of amounts.
    @Test
    void dependsOnTheShopsDecimalSeparator() {
        var comma = new Currency("USD", "$", 2, ",", ".", "$", "");
        assertThat(new LiveCarts(comma).salt()).isNotEqualTo(new LiveCarts(Currency.USD).salt());
    }

    @Test
    void isTheSameInTablesOfOldLayouts(@TempDir Path directory) {
        String name = ShopBench.emptyShop();
        MariaDb.server()
                .run(
                        name,
                        "ALTER TABLE wp_cocart_carts DROP COLUMN cart_created,"
                                + " DROP COLUMN cart_source, DROP COLUMN cart_hash,"
                                + " ADD COLUMN cart_user_id bigint NULL",
                        "DROP TABLE wp_woocommerce_sessions",
                        """
                        CREATE TABLE wp_woocommerce_sessions (
                          session_id bigint(20) NOT NULL AUTO_INCREMENT,
                          session_key char(32) NOT NULL,
                          session_value longtext NULL,
                          session_expiry bigint(20) NOT NULL,
                          UNIQUE KEY session_id (session_id),
                          PRIMARY KEY (session_key)
                        ) DEFAULT CHARSET=latin1""");
        compare(
                name,
                directory,
                3,
                "INSERT INTO wp_cocart_carts VALUES (1, 'old', 'a:0:{}', 6, NULL)",
                "INSERT INTO wp_woocommerce_sessions VALUES (1, 'null', NULL, -5)",
                "INSERT INTO wp_woocommerce_sessions VALUES (2, 'one', 'a:0:{}', 5)");
    }

    private static void compare(String name, Path directory, int expected, String... rows) {
        MariaDb.server().run(name, rows);
        try (var bench = ShopBench.of(name, directory.resolve("own.db"), InstantSource.system())) {
            var carts = new ShopCarts(bench.shop, new CartLayouts(bench.shop));
            int compared = 0;
            for (CartTable table : CartTable.values()) {
                Map<String, String> here = new HashMap<>();
                carts.rows(
                        table,
                        -1,
                        Long.MAX_VALUE,
                        100,
                        "salt",
                        row -> here.put(row.key(), row.fingerprint()));
                Map<String, String> there = new HashMap<>();
                carts.marks(table, -1, 100, "salt")
                        .forEach(mark -> there.put(mark.key(), mark.fingerprint()));
                there.keySet().remove("huge"); // beyond every number of ours
                assertThat(here).isEqualTo(there);
                compared += here.size();
            }
            assertThat(compared).isEqualTo(expected);
        }
    }
}
