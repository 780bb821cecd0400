package dev.cartwright.client;

import java.time.Duration;

/// How long to wait.
///
/// @param connect until a connection stands
/// @param request for one attempt, from its start to the last byte of the answer
/// @param total for a call with all its attempts, pauses and backup keys
public record Timeouts(Duration connect, Duration request, Duration total) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// 5 s, 30 s and 2 minutes.
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

    public Timeouts {
        check("connect", connect);
        check("request", request);
        check("total", total);
    }

    private static void check(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "the time-out " + name + " must be positive and at most " + LONGEST);
        }
    }
}
