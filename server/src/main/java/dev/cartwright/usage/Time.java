package dev.cartwright.usage;

import java.time.Duration;
import java.time.Instant;

/// Days and minutes since 1970, as usage is counted.
final class Time {
    static final long MINUTES_PER_HOUR = 60;

    private static final long MILLIS_PER_MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long MILLIS_PER_DAY = Duration.ofDays(1).toMillis();

    private Time() {}

    static long day(long millis) {
        return Math.floorDiv(millis, MILLIS_PER_DAY);
    }

    static long minute(long millis) {
        return Math.floorDiv(millis, MILLIS_PER_MINUTE);
    }

    static Instant startOfDay(long day) {
        return Instant.ofEpochMilli(day * MILLIS_PER_DAY);
    }
}
