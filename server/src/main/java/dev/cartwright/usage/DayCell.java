package dev.cartwright.usage;

import java.util.concurrent.atomic.LongAdder;

/// Counts calls of one kind on one day. It only rises; what of it has been written is remembered
/// beside it, so that writing takes nothing away from those who count.
final class DayCell {
    final long day;
    final String method;
    final String route;
    final int status;
    final LongAdder calls = new LongAdder();

    /// Only touched by whoever writes.
    long written;

    DayCell(long day, String method, String route, int status) {
        this.day = day;
        this.method = method;
        this.route = route;
        this.status = status;
    }

    boolean is(long otherDay, String otherMethod, String otherRoute, int otherStatus) {
        return status == otherStatus
                && day == otherDay
                && route.equals(otherRoute)
                && method.equals(otherMethod);
    }

    DayCount unwritten() {
        return new DayCount(day, method, route, status, calls.sum() - written);
    }
}
