package dev.cartwright.job;

import java.time.Duration;
import java.time.LocalTime;

/// When a job runs.
public sealed interface Schedule {
    /// @param length from the end of one run to the next
    record Every(Duration length) implements Schedule {
        public Every {
            if (length.toSeconds() < 1) {
                throw new IllegalArgumentException("at least a second, not " + length);
            }
        }
    }

    /// @param time in UTC; when it was missed, the next opportunity counts
    record Daily(LocalTime time) implements Schedule {}

    /// For people: `every 60 s`, `daily at 03:10 UTC`.
    default String words() {
        return switch (this) {
            case Every(var length) -> "every " + length.toSeconds() + " s";
            case Daily(var time) -> "daily at " + time + " UTC";
        };
    }
}
