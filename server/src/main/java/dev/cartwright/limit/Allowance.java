package dev.cartwright.limit;

/// Whether a call may be made, and how much of the limit is left.
public sealed interface Allowance {
    /// It may, and there is nothing to tell: no limit, or one so generous that nobody counts on it.
    record Free() implements Allowance {}

    /// It may.
    ///
    /// @param limit calls in [RateLimits#WINDOW]
    /// @param resetSeconds until all of them can be made again
    record Allowed(long limit, long remaining, long resetSeconds) implements Allowance {}

    /// It may not.
    ///
    /// @param limit calls in [RateLimits#WINDOW]
    /// @param remaining what is left, too little for this call
    /// @param retryAfterSeconds until this call can be made, at least 1
    record Exceeded(long limit, long remaining, long retryAfterSeconds) implements Allowance {}
}
