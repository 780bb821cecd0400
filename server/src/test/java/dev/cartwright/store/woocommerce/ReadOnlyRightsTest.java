package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.outage.ReadOnly;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.Selection;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Times;
import dev.cartwright.woocommerce.CartTarget;
import dev.cartwright.woocommerce.ExportedCart;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyRightsTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    @Test
    void everythingCanBeReadAndAWriteSaysWhatIsMissing(@TempDir Path directory) {
        MariaDb server = MariaDb.server();
        String name = server.recordedStore();
        String url =
                server.user(name, "reader_" + name, "secret", "GRANT SELECT ON " + name + ".*");
        var shop = WooDatabase.open(WooAddress.of(url, null, null, null));
        try (var bench =
                ShopBench.of(
                        name,
                        shop,
                        directory.resolve("own.db"),
                        InstantSource.system(),
                        trash -> trash)) {
            bench.started();
            WooSessionStore store = bench.store();
            var rows =
                    store.list(
                                    SessionFilter.ALL,
                                    SessionOrder.NEWEST_FIRST,
                                    new PageRequest.Numbered(1, 100))
                            .rows();
            assertThat(store.load(rows)).hasSize(29);
            CartKey key = rows.getFirst().key();
            assertThat(store.find(key)).isPresent();
            String missing =
                    "DELETE on " + server.inDenials(name, "wp_cocart_carts") + " is missing";
            assertThatThrownBy(() -> store.trash(key, Actor.OPERATOR))
                    .isInstanceOf(ReadOnly.class)
                    .hasMessageContaining(missing);
            assertThatThrownBy(() -> store.purge(key, Actor.OPERATOR))
                    .hasMessageContaining(missing);
            var all = new Selection.Keys(List.of(key));
            assertThatThrownBy(() -> store.deleteAll(all, false, false, Actor.OPERATOR))
                    .hasMessageContaining(missing);
            assertThat(store.deleteAll(all, false, true, Actor.OPERATOR).deleted()).isEqualTo(1);
            assertThat(bench.open()).isEmpty();
            assertThat(store.find(key)).isPresent();
        }
    }

    @Test
    void cartsAreDeletedRestoredAndAddedWithoutTheRightToUpdateThem(@TempDir Path directory) {
        MariaDb server = MariaDb.server();
        String name = server.recordedStore();
        String url =
                server.user(
                        name,
                        "mover_" + name,
                        "secret",
                        "GRANT SELECT ON " + name + ".*",
                        "GRANT INSERT, DELETE ON wp_cocart_carts",
                        "GRANT INSERT, DELETE ON wp_woocommerce_sessions",
                        "GRANT INSERT, DELETE ON wp_usermeta");
        var shop = WooDatabase.open(WooAddress.of(url, null, null, null));
        try (var bench =
                ShopBench.of(
                        name,
                        shop,
                        directory.resolve("own.db"),
                        InstantSource.system(),
                        trash -> trash)) {
            assertThat(ShopCheck.look(shop).writable()).isTrue();
            bench.started();
            WooSessionStore store = bench.store();
            for (var row :
                    store.list(
                                    SessionFilter.ALL,
                                    SessionOrder.NEWEST_FIRST,
                                    new PageRequest.Numbered(1, 100))
                            .rows()) {
                assertThat(store.trash(row.key(), Actor.OPERATOR)).isPresent();
                store.restore(row.key(), Actor.OPERATOR);
                assertThat(store.find(row.key())).isPresent();
            }
            var exported =
                    new ExportedCart(
                            new CartKey("added"),
                            new Times(NOW, NOW, NOW, NOW, false),
                            "cocart",
                            "",
                            "a:0:{}".getBytes(StandardCharsets.UTF_8));
            assertThat(new ShopCartTarget(shop).add(List.of(exported)))
                    .containsExactly(CartTarget.Outcome.WRITTEN);
        }
    }
}
