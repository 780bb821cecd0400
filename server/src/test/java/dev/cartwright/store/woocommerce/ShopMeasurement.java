package dev.cartwright.store.woocommerce;

import dev.cartwright.page.PageRequest;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Figures of an attached shop with many carts: `-Dcartwright.measure.carts=100000`.
@EnabledIfSystemProperty(named = "cartwright.measure.carts", matches = "[0-9]+")
class ShopMeasurement {
    @Test
    void firstScanListsAndSingleReads(@TempDir Path directory) throws Exception {
        int wanted = Integer.getInteger("cartwright.measure.carts");
        String name = MariaDb.server().recordedStore();
        // copies of the recorded carts under new keys
        int rows = 29;
        for (int i = 0; rows < wanted; i++, rows *= 2) {
            MariaDb.server()
                    .run(
                            name,
                            """
                            INSERT INTO wp_cocart_carts (cart_key, cart_value, cart_created,
                              cart_expiry, cart_source, cart_hash)
                            SELECT LEFT(SHA2(CONCAT(cart_key, '-%d'), 256), 32), cart_value, cart_created,
                              cart_expiry, cart_source, cart_hash FROM wp_cocart_carts"""
                                    .formatted(i));
        }
        long begun = System.nanoTime();
        try (var bench =
                ShopBench.of(name, directory.resolve("own.db"), InstantSource.system()).begun()) {
            while (!bench.sessions.complete()) {
                Thread.sleep(20);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            say(
                    "first scan of %d carts: %.1f s, %.0f carts/s"
                            .formatted(rows, seconds, rows / seconds));
            var store = bench.store();
            var page =
                    store.list(
                            SessionFilter.ALL,
                            SessionOrder.NEWEST_FIRST,
                            new PageRequest.Numbered(1, 100));
            long[] list = new long[300];
            for (int i = 0; i < list.length; i++) {
                long start = System.nanoTime();
                var first =
                        store.list(
                                SessionFilter.ALL,
                                SessionOrder.NEWEST_FIRST,
                                new PageRequest.Numbered(1, 10));
                store.load(first.rows());
                list[i] = System.nanoTime() - start;
            }
            Arrays.sort(list);
            say("first page p50 %.2f ms, p99 %.2f ms".formatted(list[150] / 1e6, list[297] / 1e6));
            long start = System.nanoTime();
            int reads = 5_000;
            for (int i = 0; i < reads; i++) {
                store.find(page.rows().get(i % 100).key());
            }
            double each = (System.nanoTime() - start) / 1e9;
            say("single reads on one thread: %.0f/s".formatted(reads / each));
            var before = bench.sessions.sweptAt();
            long swept = System.nanoTime();
            while (bench.sessions.sweptAt().equals(before)
                    && System.nanoTime() - swept < TimeUnit.MINUTES.toNanos(3)) {
                Thread.sleep(50);
            }
            say(
                    "a part of the sweep came round after %.1f s"
                            .formatted((System.nanoTime() - swept) / 1e9));
        }
    }

    private static void say(String text) {
        System.out.println("MEASURED " + text);
    }
}
