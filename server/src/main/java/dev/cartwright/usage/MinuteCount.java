package dev.cartwright.usage;

/// Calls within one minute.
///
/// @param minute since 1970
public record MinuteCount(long minute, long calls, long errors) {}
