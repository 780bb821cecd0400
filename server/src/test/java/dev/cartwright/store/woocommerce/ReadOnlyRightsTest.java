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
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyRightsTest {
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
}
