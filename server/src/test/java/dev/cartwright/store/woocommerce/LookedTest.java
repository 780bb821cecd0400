package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookedTest {
    private final AtomicLong looks = new AtomicLong();
    private final AtomicLong doubts = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Looked<Long> looked = new Looked<>(this::look, doubts::get, nanos::get);
    private boolean down;

    private long look() {
        if (down) {
            throw new ShopException("down");
        }
        return looks.incrementAndGet();
    }

    @Test
    void itIsLookedAtAgainAfterAMinuteAndNotBefore() {
        assertThat(looked.get()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(looked.get()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(looked.get()).isEqualTo(2);
        assertThat(looked.get()).isEqualTo(2);
    }

    @Test
    void aDoubtIsFollowedByOneLook() {
        looked.get();
        doubts.incrementAndGet();
        assertThat(looked.get()).isEqualTo(2);
        assertThat(looked.get()).isEqualTo(2);
    }

    @Test
    void whatWasKnownStaysKnownWhileTheShopIsDown() {
        looked.get();
        down = true;
        doubts.incrementAndGet();
        assertThat(looked.get()).isEqualTo(1);
        down = false;
        assertThat(looked.get()).isEqualTo(2);
    }
}
