package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveTablesTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final List<String> COLUMNS = List.of("user_id", "meta_key");

    /// A shop has tens of rows of it for each user, nearly all of no use here.
    @Test
    void onlyWantedRowsOfUsersDataCrossTheWireInTheirOrder() throws IOException {
        String database = SERVER.recordedStore();
        SERVER.count(database, 4999);
        SERVER.run(
                database,
                """
                INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
                SELECT seq, IF(seq % 3 = 0, 'billing_email', CONCAT('noise_', seq)), 'x'
                FROM counted WHERE seq >= 1000""");
        try (WooDatabase shop = SERVER.open(database)) {
            LiveTables tables = LiveTables.of(shop);
            var all = new ArrayList<String>();
            tables.rows(
                    "wp_usermeta",
                    COLUMNS,
                    row -> all.add(row.text("user_id") + row.text("meta_key")));
            var wanted = new ArrayList<String>();
            tables.rows(
                    "wp_usermeta",
                    COLUMNS,
                    "meta_key",
                    Set.of("billing_email", "wp_capabilities"),
                    row -> wanted.add(row.text("user_id") + row.text("meta_key")));
            all.removeIf(one -> !one.endsWith("billing_email") && !one.endsWith("wp_capabilities"));
            assertThat(wanted).hasSizeGreaterThan(1_300).isEqualTo(all);
        }
    }
}
