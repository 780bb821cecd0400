package dev.cartwright.usage;

import org.jspecify.annotations.Nullable;

/// Whether a key is still in use: what one wants to know before it ends.
///
/// @param callsLastHour in the last sixty minutes, to the minute
/// @param last null when it was never used
public record RecentUse(long callsLastHour, @Nullable LastUse last) {}
