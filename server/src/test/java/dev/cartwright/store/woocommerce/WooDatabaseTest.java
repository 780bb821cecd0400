package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.outage.Outage;
import dev.cartwright.outage.ReadOnly;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WooDatabaseTest {
    private static final MariaDb SERVER = MariaDb.server();

    @Test
    void findsThePrefixAndReads() {
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            assertThat(shop.prefix()).isEqualTo("wp_");
            assertThat(shop.table("cocart_carts")).isEqualTo("`wp_cocart_carts`");
            assertThat(carts(shop)).isEqualTo(29);
        }
    }

    @Test
    void aFailedWriteLeavesNothing() {
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            assertThatThrownBy(
                            () ->
                                    shop.write(
                                            "could not write",
                                            connection -> {
                                                update(connection, "DELETE FROM wp_cocart_carts");
                                                throw new IllegalStateException("planned");
                                            }))
                    .hasMessage("planned");
            assertThat(carts(shop)).isEqualTo(29);
            shop.write(
                    "could not write",
                    connection -> update(connection, "DELETE FROM wp_cocart_carts"));
            assertThat(carts(shop)).isZero();
        }
    }

    @Test
    void aReaderCannotWrite() {
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            assertThatThrownBy(
                            () ->
                                    shop.read(
                                            "could not read",
                                            c -> update(c, "DELETE FROM wp_cocart_carts")))
                    .isInstanceOf(ReadOnly.class);
        }
    }

    @Test
    void aWriteWithoutTheRightSaysWhichIsMissing() {
        String database = SERVER.recordedStore();
        String url = SERVER.user(database, "looker", "pw", "GRANT SELECT ON *");
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, null))) {
            assertThat(carts(shop)).isEqualTo(29);
            assertThatThrownBy(
                            () ->
                                    shop.write(
                                            "could not delete",
                                            c -> update(c, "DELETE FROM wp_cocart_carts")))
                    .isInstanceOf(ReadOnly.class)
                    .hasMessage(
                            "The shop's database does not let us: DELETE on %s is missing.",
                            SERVER.inDenials(database, "wp_cocart_carts"));
        }
    }

    @Test
    void aStatementThatIsWrongIsNoOutage() {
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            assertThatThrownBy(() -> shop.read("could not look", c -> count(c, "SELECT nothing")))
                    .isInstanceOf(ShopException.class)
                    .hasMessage("could not look: error 1054, SQL state 42S22");
        }
    }

    @Test
    void aKilledServerIsAnOutageAtOnceAndRightAnswersComeBack() {
        try (var shop = SERVER.open(SERVER.recordedStore())) {
            assertThat(carts(shop)).isEqualTo(29);
            SERVER.kill();
            try {
                assertThatThrownBy(() -> carts(shop)).isInstanceOf(Outage.class);
                assertThatThrownBy(() -> carts(shop)).isInstanceOf(Outage.class);
                long start = System.nanoTime();
                assertThatThrownBy(() -> carts(shop))
                        .isInstanceOf(Outage.class)
                        .hasMessage(Failures.UNREACHABLE);
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
            } finally {
                SERVER.start();
            }
            assertThat(cartsWhenBack(shop)).isEqualTo(29);
        }
    }

    /// Nobody has to wait longer for it than one attempt and one pause.
    private static long cartsWhenBack(WooDatabase shop) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                return carts(shop);
            } catch (Outage e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static long carts(WooDatabase shop) {
        return shop.read(
                "could not count",
                c -> count(c, "SELECT count(*) FROM " + shop.table("cocart_carts")));
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    @Test
    void aTableOfCartsThatGoesIsNoticedByTheFirstStatementThatMissesIt() {
        String database = MariaDb.server().recordedStore();
        try (WooDatabase shop = MariaDb.server().open(database)) {
            var layouts = new CartLayouts(shop);
            var carts = new ShopCarts(shop, layouts);
            assertThat(layouts.get().all()).hasSize(2);
            MariaDb.server().run(database, "DROP TABLE wp_cocart_carts");
            var key = new dev.cartwright.cart.CartKey("nobody");
            assertThatThrownBy(() -> carts.find(key, "salt")).isInstanceOf(ShopException.class);
            assertThat(layouts.get().all()).hasSize(1);
            assertThat(carts.find(key, "salt")).isEmpty();
        }
    }

    @Test
    void whatADriverSaysStandsInNoFailureThatIsLogged() {
        String database = MariaDb.server().recordedStore();
        String url =
                MariaDb.server().user(database, "nearly_blind", "pw", "GRANT SELECT ON wp_users");
        try (var shop = WooDatabase.open(WooAddress.of(url, null, null, "wp_"))) {
            assertThatThrownBy(() -> shop.read("could not look", new KeyTable(shop)::all))
                    .isInstanceOf(dev.cartwright.outage.ReadOnly.class)
                    .satisfies(
                            failure -> {
                                var text = new java.io.StringWriter();
                                failure.printStackTrace(new java.io.PrintWriter(text));
                                assertThat(text.toString())
                                        .doesNotContain("nearly_blind", "127.0.0.1");
                            });
        }
    }
}
