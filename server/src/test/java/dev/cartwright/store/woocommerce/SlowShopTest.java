package dev.cartwright.store.woocommerce;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shop's database is far away, or busy with other things.
class SlowShopTest {
    /// More rows than a look goes back over, so that only the sweep finds the change.
    @Test
    void theSweepComesToItsTurnHoweverSlowlyTheShopAnswers(@TempDir Path directory) {
        long soon = Instant.now().getEpochSecond() + 604_800;
        String shop = ShopBench.emptyShop();
        try (var line = new ShopLine();
                var bench =
                        ShopBench.of(
                                shop,
                                WooDatabase.open(WooAddress.of(line.url(shop), null, null, null)),
                                directory.resolve("own.db"),
                                InstantSource.system(),
                                trash -> trash)) {
            for (int i = 0; i < 60; i++) {
                bench.put("t_" + i, ShopBench.word("one"), soon);
            }
            bench.started();
            line.delay(Duration.ofMillis(50));
            bench.put("t_0", ShopBench.word("two"), soon);
            ShopBench.await("the change", () -> bench.indexed().equals(bench.inShop()));
        }
    }
}
