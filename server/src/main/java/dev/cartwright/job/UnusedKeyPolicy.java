package dev.cartwright.job;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a key that nobody uses ends, and when that is said before.
///
/// Nothing is counted on but the key itself: a key is disabled only when it was noticed three days
/// ago and not used since, so that neither a server that was off nor a clock that jumps ends one
/// unannounced.
///
/// @param days how long a key may be unused
public record UnusedKeyPolicy(int days) {
    /// So many days before its end a key is noticed.
    static final int EARLY = 14;

    /// And again, for the last time.
    static final int LATE = 3;

    /// What is to be done with a key.
    public sealed interface Step {
        record Nothing() implements Step {}

        /// @param days so many before the end
        record Notice(int days) implements Step {}

        record Disable() implements Step {}
    }

    public UnusedKeyPolicy {
        if (days < 1) {
            throw new IllegalArgumentException("days must be at least 1, not " + days);
        }
    }

    /// @param key in use as far as its state says
    public Step step(ConsumerKey key, Instant now) {
        Instant end = reference(key).plus(Duration.ofDays(days));
        KeyState.Notice notice = notice(key, now);
        if (notice != null && notice.days() <= LATE) {
            boolean longAgo = !now.isBefore(notice.at().plus(Duration.ofDays(LATE)));
            return longAgo && !now.isBefore(end) ? new Step.Disable() : new Step.Nothing();
        }
        if (!now.isBefore(end.minus(Duration.ofDays(LATE)))) {
            return new Step.Notice(LATE);
        }
        boolean early = days > EARLY && !now.isBefore(end.minus(Duration.ofDays(EARLY)));
        return early && notice == null ? new Step.Notice(EARLY) : new Step.Nothing();
    }

    /// From when on it counts as unused: its last use or its making; anew when it was enabled.
    static Instant reference(ConsumerKey key) {
        Instant used = key.lastAccess();
        Instant since = used == null || used.isBefore(key.created()) ? key.created() : used;
        Instant enabled = key.state().enabledAt();
        return enabled == null || enabled.isBefore(since) ? since : enabled;
    }

    /// The last notice that still counts: not one from before the last use, and not one that a
    /// wrong clock dated ahead.
    public static KeyState.@Nullable Notice notice(ConsumerKey key, Instant now) {
        KeyState.Notice notice = key.state().notice();
        return notice != null && notice.at().isAfter(reference(key)) && !notice.at().isAfter(now)
                ? notice
                : null;
    }
}
