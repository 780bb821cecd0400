package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.cart.CartKey;
import dev.cartwright.cart.Currency;
import dev.cartwright.page.PageRequest;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same rows are other carts with another currency, or to a better reader of ours: that is
/// nothing which a shopper did.
class ReadOtherwiseTest {
    private static final Currency DINAR = new Currency("TND", "د.ت", 3, ".", ",", "", " د.ت");

    @TempDir private Path directory;
    private final long soon = Instant.now().getEpochSecond() + 500_000;

    private ShopBench attach(String shop) {
        return ShopBench.of(shop, directory.resolve("own.db"), InstantSource.system());
    }

    private static Map<CartKey, Session> listed(ShopBench bench) {
        return bench
                .own
                .list(
                        SessionFilter.ALL,
                        SessionOrder.NEWEST_FIRST,
                        new PageRequest.Numbered(1, 1_000))
                .rows()
                .stream()
                .collect(Collectors.toMap(Session::key, row -> row));
    }

    private static Map<CartKey, Times> times(ShopBench bench) {
        return listed(bench).values().stream()
                .collect(Collectors.toMap(Session::key, Session::times));
    }

    private static Times one(ShopBench bench) {
        return Objects.requireNonNull(times(bench).get(new CartKey("t_1")));
    }

    /// Before and after.
    private static Map<CartKey, List<Times>> changed(
            Map<CartKey, Times> before, Map<CartKey, Times> after) {
        assertThat(after).containsOnlyKeys(before.keySet());
        var changed = new HashMap<CartKey, List<Times>>();
        after.forEach(
                (key, times) -> {
                    Times old = Objects.requireNonNull(before.get(key));
                    if (!old.equals(times)) {
                        changed.put(key, List.of(old, times));
                    }
                });
        return changed;
    }

    @Test
    void anotherCurrencyIsNoActOfTheShopper() {
        String shop = ShopBench.emptyShop();
        try (var bench = attach(shop)) {
            bench.putMany(900, soon);
            bench.putNative("t_native", ShopBench.word("cart"), soon);
            bench.started();
            Map<CartKey, Times> before = times(bench);
            assertThat(before).hasSize(901);
            bench.currency(DINAR);
            bench.awaitLikeTheShop();
            assertThat(changed(before, times(bench))).isEmpty();
            assertThat(listed(bench).values())
                    .extracting(Session::currencyCode)
                    .containsOnly("TND");
        }
    }

    @Test
    void whatTheShopperDoesMeanwhileIsSeen() {
        String shop = ShopBench.emptyShop();
        try (var bench = attach(shop)) {
            bench.putMany(3, soon);
            bench.started();
            Times before = one(bench);
            bench.currency(DINAR);
            bench.run("UPDATE wp_cocart_carts SET cart_expiry = %d".formatted(soon + 50_000));
            bench.awaitLikeTheShop();
            Times after = one(bench);
            assertThat(after.lastActivity()).isAfter(before.lastActivity());
            assertThat(after.expiry().getEpochSecond()).isEqualTo(soon + 50_000);
        }
    }

    /// Then a change is a change again, pushed or not.
    @Test
    void onceAllIsReadAgainChangesAreActs() {
        String shop = ShopBench.emptyShop();
        try (var bench = attach(shop)) {
            bench.putMany(3, soon);
            bench.started();
            bench.currency(DINAR);
            bench.awaitLikeTheShop();
            Instant swept = Instant.now();
            ShopBench.await("a sweep", () -> bench.sessions.sweptAt().isAfter(swept));
            Times before = one(bench);
            bench.run("UPDATE wp_cocart_carts SET cart_hash = 'other' WHERE cart_key = 't_1'");
            bench.awaitLikeTheShop();
            Times after = one(bench);
            assertThat(after.lastActivity()).isAfter(before.lastActivity());
        }
    }

    @Test
    void anIndexOfAnotherReleaseKeepsItsTimes() {
        String shop = ShopBench.emptyShop();
        Map<CartKey, Times> before;
        try (var bench = attach(shop)) {
            bench.putMany(700, soon);
            bench.started();
            bench.sessions.keeper().close();
            before = times(bench);
            bench.database.write(
                    handle ->
                            handle.prepare("UPDATE session_foreign SET fingerprint = 'other'")
                                    .executeUpdate());
        }
        try (var bench = attach(shop).started()) {
            bench.awaitLikeTheShop();
            assertThat(changed(before, times(bench))).isEmpty();
        }
    }
}
