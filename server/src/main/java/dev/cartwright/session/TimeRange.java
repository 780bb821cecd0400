package dev.cartwright.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stretch of time without its ends; a missing end is open.
public record TimeRange(@Nullable Instant after, @Nullable Instant before) {
    public static final TimeRange ALWAYS = new TimeRange(null, null);

    public boolean unbounded() {
        return after == null && before == null;
    }

    public boolean contains(Instant moment) {
        return (after == null || moment.isAfter(after))
                && (before == null || moment.isBefore(before));
    }
}
