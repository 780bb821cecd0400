package dev.cartwright.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Time that passes only by pauses, and by hand.
final class FakeTime implements Sleeper {
    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();

    @Override
    public void sleep(Duration pause) {
        pauses.add(pause);
        pass(pause);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    List<Duration> pauses() {
        return pauses;
    }
}
