package dev.cartwright.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.page.PageRequest;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.StoredSession;
import dev.cartwright.store.woocommerce.LiveTables;
import dev.cartwright.store.woocommerce.MariaDb;
import dev.cartwright.store.woocommerce.ShopCartTarget;
import dev.cartwright.store.woocommerce.WooDatabase;
import dev.cartwright.woocommerce.CartTarget.Outcome;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Carts that came out of one shop's database go into another's.
class ExportWooCommerceTest {
    private static final MariaDb SERVER = MariaDb.server();
    private static final String DAMAGED = "a:1:{s:4:\"cart\";s:99:\"cut off";
    private static final String ADD =
            "INSERT INTO wp_cocart_carts (cart_key, cart_value, cart_created, cart_expiry,"
                    + " cart_source, cart_hash) VALUES ('%s', '%s', 1700000000, 1900000000,"
                    + " 'cocart', '')";

    private static ImportBench taken(String database) throws IOException {
        var bench = new ImportBench();
        try (WooDatabase shop = SERVER.open(database)) {
            bench.importer.run(
                    "the shop", LiveTables.of(shop), Optional.empty(), ImportProgress.NONE);
        }
        return bench;
    }

    private static ExportWooCommerce.Report given(ImportBench from, String database) {
        try (WooDatabase shop = SERVER.open(database)) {
            return new ExportWooCommerce(from.sessions, new ShopCartTarget(shop)).run((_, _) -> {});
        }
    }

    private static List<StoredSession> carts(ImportBench bench) {
        List<Session> rows =
                bench.sessions
                        .list(
                                SessionFilter.ALL,
                                new SessionOrder(SessionOrder.Field.CART_KEY, false),
                                new PageRequest.Numbered(1, 1000))
                        .rows();
        return bench.sessions.load(rows);
    }

    @Test
    void everyCartGoesBackAndIsReadAsItWas() throws IOException {
        String first = SERVER.recordedStore();
        SERVER.run(first, ADD.formatted("damaged", DAMAGED));
        ImportBench ours = taken(first);
        String second = SERVER.recordedStore();
        SERVER.run(second, "DELETE FROM wp_cocart_carts");
        ExportWooCommerce.Report report = given(ours, second);
        assertThat(report.of(Outcome.WRITTEN)).isEqualTo(30);
        assertThat(report.unreadable()).isEqualTo(1);
        List<StoredSession> before = carts(ours);
        List<StoredSession> after = carts(taken(second));
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            same(after.get(i), before.get(i));
        }
    }

    private static void same(StoredSession after, StoredSession before) {
        assertThat(after.session())
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(before.session());
        switch (before.document()) {
            case CartDocument.Readable(var cart) ->
                    assertThat(((CartDocument.Readable) after.document()).cart())
                            .usingRecursiveComparison()
                            // what PHP made of its own objects is not written
                            .ignoringFields("sessionValue")
                            .isEqualTo(cart);
            case CartDocument.Unreadable(_, byte[] raw) ->
                    assertThat(((CartDocument.Unreadable) after.document()).raw()).isEqualTo(raw);
        }
    }

    @Test
    void whatTheShopHasStaysAsItIsThereAndNothingIsWrittenTwice() throws Exception {
        ImportBench ours = taken(SERVER.recordedStore());
        String shop = SERVER.recordedStore();
        SERVER.run(
                shop,
                "DELETE FROM wp_cocart_carts",
                ADD.formatted(carts(ours).getFirst().session().key().value(), "theirs"));
        assertThat(given(ours, shop).outcomes())
                .containsEntry(Outcome.WRITTEN, 28L)
                .containsEntry(Outcome.KEPT_THEIRS, 1L);
        assertThat(given(ours, shop).outcomes())
                .containsOnly(java.util.Map.entry(Outcome.KEPT_THEIRS, 29L));
        try (var connection = SERVER.connect(shop);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT COUNT(*), SUM(cart_value = 'theirs') FROM wp_cocart_carts")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(29);
            assertThat(rows.getInt(2)).isEqualTo(1);
        }
    }
}
