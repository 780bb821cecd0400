package dev.cartwright.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a store knows of one key.
///
/// @param days in any order, each kind of call once a day
/// @param callsLately since the minute that was asked for
/// @param last null when it was never used
public record StoredUsage(List<DayCount> days, long callsLately, @Nullable LastUse last) {
    public StoredUsage {
        days = List.copyOf(days);
    }
}
