package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cart that is put back would be deleted by the shop at once, and for good, had it expired.
class RestoredExpiryTest {
    private static final CartKey KEY = new CartKey("t_guest");
    private static final long DAY = Duration.ofDays(1).toSeconds();

    @TempDir private Path directory;
    private final long now = Instant.now().getEpochSecond();

    private ShopBench bench(String shop) {
        return ShopBench.of(
                shop,
                MariaDb.server().open(shop),
                directory.resolve("own.db"),
                InstantSource.system(),
                UnaryOperator.identity());
    }

    private static Session restored(ShopBench bench) {
        Session before = bench.store().find(KEY).orElseThrow().session();
        bench.store().trash(KEY, Actor.OPERATOR);
        Restoration back = bench.store().restore(KEY, Actor.OPERATOR);
        assertThat(back).isInstanceOf(Restoration.Restored.class);
        Session after = ((Restoration.Restored) back).session().session();
        assertThat(after.times()).isEqualTo(before.times().expiring(after.times().expiry()));
        assertThat(bench.store().find(KEY).orElseThrow().session()).isEqualTo(after);
        bench.awaitLikeTheShop();
        assertThat(bench.store().find(KEY).orElseThrow().session().times())
                .isEqualTo(after.times());
        return after;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatHasExpiredLivesForTwoDays(boolean ofWooCommerce) {
        String shop = ShopBench.emptyShop();
        try (var bench = bench(shop)) {
            if (ofWooCommerce) {
                bench.putNative("t_guest", ShopBench.word("cart"), now - 5);
            } else {
                bench.put("t_guest", ShopBench.word("cart"), now - 5);
            }
            bench.started();
            assertThat(restored(bench).times().expiry().getEpochSecond())
                    .isBetween(now + 2 * DAY, now + 2 * DAY + 120);
        }
    }

    @Test
    void oneThatHasTimeEnoughKeepsIt() {
        String shop = ShopBench.emptyShop();
        try (var bench = bench(shop)) {
            bench.put("t_guest", ShopBench.word("cart"), now + 5 * DAY);
            bench.started();
            assertThat(restored(bench).times().expiry().getEpochSecond()).isEqualTo(now + 5 * DAY);
        }
    }
}
