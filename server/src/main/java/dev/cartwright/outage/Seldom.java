package dev.cartwright.outage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Keeps a log readable while something is missing that everybody meets: a line every ten
/// seconds at most.
public final class Seldom {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);
    private final AtomicLong silent = new AtomicLong();

    public Seldom(InstantSource clock) {
        this.clock = clock;
    }

    /// When a line is due: how many had none since the last one.
    public OptionalLong due() {
        Instant now = clock.instant();
        Instant due = next.get();
        if (now.isBefore(due) || !next.compareAndSet(due, now.plus(EVERY))) {
            silent.incrementAndGet();
            return OptionalLong.empty();
        }
        return OptionalLong.of(silent.getAndSet(0));
    }
}
