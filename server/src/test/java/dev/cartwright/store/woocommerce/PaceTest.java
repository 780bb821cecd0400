package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    private Duration pause() {
        return Duration.ofNanos(pace.pause());
    }

    private void spent(long millis) {
        pace.spent(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void fourQuickLooksFitIntoASecond() {
        assertThat(pause()).isEqualTo(Duration.ofMillis(250));
        for (int i = 0; i < 10; i++) {
            spent(5);
            assertThat(pause()).isEqualTo(Duration.ofMillis(250));
        }
    }

    @Test
    void dearLooksAreAFiftiethOfTheTime() {
        spent(100);
        spent(100);
        spent(100);
        assertThat(pause()).isEqualTo(Duration.ofMillis(4_900));
    }

    @Test
    void oneLookThatWasHeldUpIsNotFollowedByALongPause() {
        spent(5);
        spent(3_000);
        spent(2_000);
        assertThat(pause()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void afterAFailureItWaitsHalfASecondUntilALookSucceeds() {
        pace.failed();
        assertThat(pause()).isEqualTo(Duration.ofMillis(500));
        spent(1);
        assertThat(pause()).isEqualTo(Duration.ofMillis(250));
    }
}
