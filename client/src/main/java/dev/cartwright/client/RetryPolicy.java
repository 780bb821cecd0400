package dev.cartwright.client;

import java.time.Duration;

/// How patiently a call is repeated.
///
/// The pause before repeat `n` is drawn evenly from zero to `base` · 2ⁿ⁻¹, at most `longest` (full
/// jitter), so that clients that failed together do not come back together. When the server says
/// `Retry-After`, the pause is at least that; when it asks for more than `patience`, or for more
/// than is left of the total time, the call fails at once rather than coming back too early.
///
/// @param attempts how often one pair is tried at most, 1 for no repeats
/// @param base the longest first pause
/// @param longest the longest pause of the library's own
/// @param patience the longest `Retry-After` that is waited for
public record RetryPolicy(int attempts, Duration base, Duration longest, Duration patience) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /// Five attempts, from half a second to 20 s, waiting up to a minute when told to.
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    5, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(1));

    /// Every call is made once.
    public static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
        check(base);
        check(longest);
        check(patience);
    }

    /// The same with another number of attempts.
    public RetryPolicy withAttempts(int number) {
        return new RetryPolicy(number, base, longest, patience);
    }

    private static void check(Duration pause) {
        if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a pause lasts from 0 to " + LONGEST);
        }
    }
}
