package dev.cartwright.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a store shall add to what it knows of one key.
///
/// @param last null when there is no later use than the one that was written before
public record UsageDelta(
        long keyId, List<DayCount> days, List<MinuteCount> minutes, @Nullable LastUse last) {
    public UsageDelta {
        days = List.copyOf(days);
        minutes = List.copyOf(minutes);
    }

    int rows() {
        return days.size() + minutes.size() + 2;
    }
}
