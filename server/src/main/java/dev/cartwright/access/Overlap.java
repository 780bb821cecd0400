package dev.cartwright.access;

import java.time.Duration;
import java.time.Instant;

/// How long a rolled key stays valid beside the one that takes its place.
public sealed interface Overlap {
    /// In any case no longer than this.
    Duration LONGEST = Duration.ofDays(30);

    /// @param length 0 to [#LONGEST]
    record For(Duration length) implements Overlap {
        /// What is meant where nothing is said.
        public static final For DEFAULT = new For(Duration.ofDays(1));

        /// As for a secret that others know.
        public static final For NONE = new For(Duration.ZERO);

        public For {
            if (length.isNegative() || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("overlap must be 0 to 30 days, not " + length);
            }
        }
    }

    /// Until it was not used for some hours, at the latest after [#LONGEST].
    ///
    /// @param hours 1 to 720
    record UntilSilentFor(int hours) implements Overlap {
        public UntilSilentFor {
            if (hours < 1 || hours > LONGEST.toHours()) {
                throw new IllegalArgumentException("hours must be 1 to 720, not " + hours);
            }
        }
    }

    default KeyState.Rolled from(Instant now) {
        return switch (this) {
            case For(var length) ->
                    new KeyState.Rolled(0, now, now.plus(length), null, length.isZero());
            case UntilSilentFor(var hours) ->
                    new KeyState.Rolled(0, now, now.plus(LONGEST), hours, false);
        };
    }
}
