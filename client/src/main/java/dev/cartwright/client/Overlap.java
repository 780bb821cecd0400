package dev.cartwright.client;

import java.time.Duration;
import java.util.Map;

/// How long the old key of a rolled one still works.
public final class Overlap {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int MOST_HOURS = 720;

    private final JsonObject body;

    private Overlap(String name, long value) {
        body = JsonObject.of(Map.of(name, value));
    }

    /// @param time 0 to 30 days, in whole seconds
    public static Overlap of(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an overlap lasts from 0 to 30 days, not " + time);
        }
        return new Overlap("overlap", time.toSeconds());
    }

    /// Until nobody has used the old key for so long, 30 days at most.
    ///
    /// @param hours 1 to 720
    public static Overlap untilSilentFor(int hours) {
        if (hours < 1 || hours > MOST_HOURS) {
            throw new IllegalArgumentException("1 to 720 hours, not " + hours);
        }
        return new Overlap("until_silent_hours", hours);
    }

    JsonObject body() {
        return body;
    }

    @Override
    public String toString() {
        return "Overlap" + body.json();
    }
}
