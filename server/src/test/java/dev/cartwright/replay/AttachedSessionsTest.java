package dev.cartwright.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.Currency;
import dev.cartwright.session.SessionStore;
import dev.cartwright.store.woocommerce.ShopBench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The recordings once more, with the carts left in the shop's own tables.
class AttachedSessionsTest extends RecordedSessionsTest {
    @TempDir private Path directory;
    private int opened;

    @Override
    RecordedShop.Carts carts() {
        return this::attach;
    }

    private RecordedShop.Opened attach(
            Path dump, SessionStore imported, Currency currency, InstantSource clock)
            throws IOException {
        Path own = directory.resolve("own" + opened++ + ".db");
        try (InputStream sql = Files.newInputStream(dump)) {
            ShopBench bench = ShopBench.ofDump(sql, own, currency, clock);
            return new RecordedShop.Opened(bench.sessions(), bench::close);
        }
    }

    /// All in one table: each is answered, and the list has all of them.
    @Override
    @Test
    void oddRows() throws IOException {
        List<Exchange> exchanges = Exchange.read("sessions-odd-rows.jsonl");
        List<RecordedShop.Row> rows = OddRows.all(exchanges);
        Exchange list =
                exchanges.stream()
                        .filter(one -> one.name().equals("edge_list_mixed_good_and_corrupt"))
                        .findFirst()
                        .orElseThrow();
        try (var shop =
                RecordedShop.open(carts(), list.at(), Optional.of(List.of()), rows, Map.of())) {
            String path = list.path().replaceFirst("\\?.*", "");
            RawHttp.Answer all = shop.send(list, path + "?per_page=1000");
            assertThat(all.status()).isEqualTo(200);
            JsonNode carts = new JsonMapper().readTree(all.body());
            assertThat(carts.size()).isEqualTo(rows.size()).isGreaterThan(40);
            for (RecordedShop.Row row : rows) {
                String one = path.replaceFirst("sessions$", "session/") + row.key();
                assertThat(shop.send(list, one).status()).as(row.key()).isEqualTo(200);
                RawHttp.Answer items = shop.send(list, one + "/items");
                assertThat(items.status()).as(row.key()).isEqualTo(200);
            }
        }
    }
}
