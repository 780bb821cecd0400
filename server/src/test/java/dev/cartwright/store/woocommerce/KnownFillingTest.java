package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.session.SessionIndex.State;
import dev.cartwright.woocommerce.CartTable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a server counts as swept when another has filled the index.
class KnownFillingTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final IndexProgress progress = new IndexProgress(true, T0, "salt");
    private Instant now = T0;
    private State state = new State(true, 1);
    private final KnownFilling filling = new KnownFilling(() -> state, progress, () -> now);

    private static Instant at(int seconds) {
        return T0.plusSeconds(seconds);
    }

    private void swept(int seconds) {
        for (CartTable table : CartTable.values()) {
            progress.clock(table).reset(at(seconds));
        }
    }

    @Test
    void whatWasSweptBeforeTheLastLookCountsAndLaterSweepsDoNot() {
        assertThat(filling.adopt()).isTrue();
        now = at(10);
        assertThat(filling.lasts()).isTrue();
        swept(12); // the other began at 11
        state = new State(false, 2);
        now = at(20);
        assertThat(filling.lasts()).isFalse();
        assertThat(filling.adopt()).isFalse();
        assertThat(progress.complete()).isFalse();
        state = new State(true, 2);
        assertThat(filling.adopt()).isTrue();
        assertThat(progress.complete()).isTrue();
        assertThat(progress.sweptAt()).isEqualTo(at(10));
    }

    @Test
    void anotherFillingIsNoticedThoughItIsOverAlready() {
        filling.adopt();
        progress.follow(T0);
        swept(5);
        progress.followedTo(at(6));
        state = new State(true, 2);
        assertThat(filling.lasts()).isFalse();
        filling.adopt();
        assertThat(progress.sweptAt()).isEqualTo(T0);
        assertThat(progress.follows()).isFalse();
        assertThat(filling.lasts()).isTrue();
    }

    @Test
    void whatWasSweptLongAgoIsNotYounger() {
        filling.adopt();
        now = at(10);
        filling.lasts();
        state = new State(true, 2);
        filling.adopt();
        assertThat(progress.sweptAt()).isEqualTo(T0);
    }

    @Test
    void itsOwnFillingCountsFromItsBeginning() {
        filling.adopt();
        state = new State(true, 2);
        filling.filled(2, at(3));
        now = at(9);
        assertThat(filling.adopt()).isTrue();
        assertThat(progress.sweptAt()).isEqualTo(at(3));
    }

    /// What an earlier run left behind was true of the index before.
    @Test
    void theFirstThatIsFoundLeavesEverythingAsItIs() {
        state = new State(false, 4);
        assertThat(filling.adopt()).isFalse();
        progress.follow(T0);
        state = new State(true, 4);
        assertThat(filling.adopt()).isTrue();
        assertThat(progress.sweptAt()).isEqualTo(T0);
        assertThat(progress.follows()).isTrue();
    }
}
