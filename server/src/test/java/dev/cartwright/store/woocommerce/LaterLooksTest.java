package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.woocommerce.CartTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaterLooksTest {
    private final LaterLooks looks = new LaterLooks(Duration.ofNanos(10));

    private static Told carts(Long... ids) {
        return new Told(Map.of(CartTable.COCART, List.of(ids)), List.of());
    }

    @Test
    void aRowIsDueAfterTheDelayAndUntilItWasLookedAt() {
        looks.add(carts(1L), 0);
        assertThat(looks.due(9).isEmpty()).isTrue();
        assertThat(looks.due(10)).isEqualTo(carts(1L));
        assertThat(looks.due(11)).isEqualTo(carts(1L));
        looks.add(carts(2L), 5);
        looks.done(10);
        assertThat(looks.due(14).isEmpty()).isTrue();
        assertThat(looks.due(15)).isEqualTo(carts(2L));
    }

    /// Both tables tell something at every turn; one entry a turn would fall ever further behind.
    @Test
    void allThatIsDueIsTakenAtOnceEachRowOnce() {
        for (int i = 0; i < 100; i++) {
            looks.add(carts(7L, 100L + i), i);
            looks.add(new Told(Map.of(CartTable.WOOCOMMERCE, List.of(7L)), List.of()), i);
            looks.add(new Told(Map.of(), List.of("key")), i);
        }
        assertThat(looks.size()).isEqualTo(400);
        Told due = looks.due(200);
        assertThat(due.rows().get(CartTable.COCART)).hasSize(101).contains(7L, 199L);
        assertThat(due.rows().get(CartTable.WOOCOMMERCE)).containsExactly(7L);
        assertThat(due.keys()).containsExactly("key");
        looks.done(200);
        assertThat(looks.size()).isZero();
        assertThat(looks.due(1_000).isEmpty()).isTrue();
    }

    @Test
    void nothingIsNotKept() {
        looks.add(carts(), 0);
        looks.done(100);
        assertThat(looks.size()).isZero();
    }
}
