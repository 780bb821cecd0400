package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.woocommerce.CartTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How old what the index tells may be.
class IndexProgressTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final IndexProgress progress = new IndexProgress(true, at(0), "old");

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private void sweep(int second) {
        for (CartTable table : CartTable.values()) {
            progress.clock(table).swept(Long.MAX_VALUE, at(second));
        }
    }

    @Test
    void rowsThatAreReadOtherwiseAreOldUntilASweepHasReadThem() {
        assertThat(progress.read("old", at(5))).isFalse();
        sweep(6);
        assertThat(progress.read("new", at(10))).isTrue();
        assertThat(progress.read("new", at(11))).isFalse();
        assertThat(progress.readsAgain(CartTable.COCART, "new")).isTrue();
        assertThat(progress.salt()).isEmpty();
        assertThat(progress.sweptAt()).isEqualTo(at(6));
        sweep(12);
        assertThat(progress.readsAgain(CartTable.COCART, "new")).isFalse();
        assertThat(progress.readsAgain(CartTable.COCART, "newer")).isTrue();
        assertThat(progress.salt()).isEqualTo("new");
        assertThat(progress.sweptAt()).isEqualTo(at(12));
    }

    @Test
    void theLogDoesNotTellOfRowsThatAreReadOtherwise() {
        progress.follow(at(1));
        sweep(2);
        progress.followedTo(at(9));
        assertThat(progress.followed()).isTrue();
        progress.read("new", at(10));
        progress.followedTo(at(20));
        assertThat(progress.followed()).isFalse();
        assertThat(progress.sweptAt()).isEqualTo(at(10));
        sweep(21);
        assertThat(progress.followed()).isTrue();
    }

    @Test
    void aGapOfTheLogDoesNotEndTheReading() {
        progress.follow(at(1));
        sweep(2);
        progress.read("new", at(10));
        progress.followedTo(at(20));
        progress.unfollow();
        assertThat(progress.readsAgain(CartTable.COCART, "new")).isTrue();
        assertThat(progress.salt()).isEmpty();
        sweep(21);
        assertThat(progress.readsAgain(CartTable.COCART, "new")).isFalse();
    }

    @Test
    void whatWasFollowedCountsAfterAGap() {
        progress.follow(at(1));
        sweep(2);
        progress.followedTo(at(9));
        progress.unfollow();
        assertThat(progress.sweptAt()).isEqualTo(at(9));
    }
}
