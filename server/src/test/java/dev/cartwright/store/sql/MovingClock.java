package dev.cartwright.store.sql;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until a test moves it.
final class MovingClock implements InstantSource {
    volatile Instant now;

    MovingClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
