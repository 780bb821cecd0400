package dev.cartwright.usage;

/// Calls of one kind on one day.
///
/// @param day since 1970 in UTC
public record DayCount(long day, String method, String route, int status, long calls) {
    static final int FIRST_ERROR = 400;

    public long errors() {
        return status >= FIRST_ERROR ? calls : 0;
    }
}
