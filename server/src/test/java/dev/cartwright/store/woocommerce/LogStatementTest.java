package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogStatementTest {
    private static LogStatement of(String sql) {
        return LogStatement.of(sql, "shop", List.of("wp_cocart_carts", "wp_woocommerce_sessions"));
    }

    @Test
    void framesOfTransactionsAndOtherTablesMeanNothing() {
        assertThat(
                        List.of(
                                "BEGIN",
                                "COMMIT",
                                "SAVEPOINT wp_cocart_carts",
                                "# Dummy event replacing event type 160 that slave cannot handle.",
                                "ANALYZE TABLE wp_cocart_carts",
                                "ALTER TABLE wp_options ADD COLUMN x int",
                                "UPDATE wp_options SET option_value = 1",
                                "DROP DATABASE other",
                                ""))
                .allMatch(sql -> of(sql) == LogStatement.NOTHING);
    }

    @Test
    void whatChangesTheTablesThemselvesIsKnown() {
        assertThat(
                        List.of(
                                "TRUNCATE TABLE `wp_cocart_carts`",
                                " alter table shop.WP_Cocart_Carts engine=innodb",
                                "DROP TABLE IF EXISTS `wp_woocommerce_sessions` /* generated */",
                                "/* why */ -- more\n RENAME TABLE a TO wp_cocart_carts",
                                "CREATE INDEX x ON wp_cocart_carts (cart_expiry)",
                                "DROP DATABASE `shop`"))
                .allMatch(sql -> of(sql) == LogStatement.STRUCTURE);
    }

    @Test
    void aStatementInPlaceOfItsRowsIsKnown() {
        assertThat(
                        List.of(
                                "UPDATE wp_cocart_carts SET cart_value = 'ALTER'",
                                "/* plugin */ insert into `wp_cocart_carts` values (1)",
                                "DELETE FROM shop.wp_woocommerce_sessions",
                                "WITH x AS (SELECT 1) UPDATE wp_cocart_carts SET cart_key = 1"))
                .allMatch(sql -> of(sql) == LogStatement.ROWS);
    }
}
