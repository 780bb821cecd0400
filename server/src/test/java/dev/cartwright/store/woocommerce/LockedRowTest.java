package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.Outage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// WordPress is at a row that we want: nobody waits for it while he holds something, so that no
/// deadlock fails a shopper's statement.
class LockedRowTest {
    private static final CartKey KEY = new CartKey("t_guest");

    @TempDir private Path directory;
    private final long soon = Instant.now().getEpochSecond() + 604_800;

    private ShopBench bench(String shop) {
        return ShopBench.of(shop, directory.resolve("own.db"), InstantSource.system());
    }

    private static Connection holding(String shop) throws SQLException {
        Connection connection = MariaDb.server().connect(shop);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE wp_cocart_carts SET cart_expiry = cart_expiry + 1");
        }
        return connection;
    }

    private static String waiting(String shop) {
        return MariaDb.server()
                .text(
                        shop,
                        "SELECT count(*) FROM information_schema.innodb_trx"
                                + " WHERE trx_state = 'LOCK WAIT'");
    }

    @Test
    void aDeletionBeginsAnewUntilTheRowIsFree() throws Exception {
        String shop = ShopBench.emptyShop();
        try (var bench = bench(shop);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            bench.put("t_guest", ShopBench.word("cart"), soon);
            bench.started();
            try (Connection wordPress = holding(shop)) {
                var deletion = threads.submit(() -> bench.store().trash(KEY, Actor.OPERATOR));
                if (MariaDb.server().text(shop, "SELECT VERSION()").contains("MariaDB")) {
                    for (int i = 0; i < 200; i++) {
                        assertThat(waiting(shop)).isEqualTo("0");
                        TimeUnit.MILLISECONDS.sleep(2);
                    }
                }
                assertThat(deletion.isDone()).isFalse();
                wordPress.commit();
                assertThat(deletion.get()).isPresent();
            }
            assertThat(bench.inShop()).isEmpty();
        }
    }

    @Test
    void aRowThatIsNeverFreeIsAnOutageAndNothingIsDone() throws SQLException {
        String shop = ShopBench.emptyShop();
        try (var bench = bench(shop)) {
            bench.put("t_guest", ShopBench.word("cart"), soon);
            bench.started();
            try (Connection wordPress = holding(shop)) {
                assertThatThrownBy(() -> bench.store().trash(KEY, Actor.OPERATOR))
                        .isInstanceOf(Outage.class)
                        .hasMessageContaining("busy");
                wordPress.rollback();
            }
            assertThat(bench.inShop()).hasSize(1);
            assertThat(bench.open()).isEmpty();
        }
    }
}
