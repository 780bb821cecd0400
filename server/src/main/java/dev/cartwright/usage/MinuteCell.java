package dev.cartwright.usage;

import java.util.concurrent.atomic.LongAdder;

/// Counts calls within one minute, as [DayCell] does for a day.
final class MinuteCell {
    final long minute;
    final LongAdder calls = new LongAdder();
    final LongAdder errors = new LongAdder();

    /// Only touched by whoever writes.
    long writtenCalls;

    /// Only touched by whoever writes.
    long writtenErrors;

    MinuteCell(long minute) {
        this.minute = minute;
    }

    MinuteCount unwritten() {
        return new MinuteCount(minute, calls.sum() - writtenCalls, errors.sum() - writtenErrors);
    }
}
