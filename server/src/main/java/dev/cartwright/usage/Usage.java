package dev.cartwright.usage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How one key was used.
///
/// @param calls since [#since]
/// @param errors of them, with a status of 400 or more
/// @param callsLastHour in the last sixty minutes, to the minute
/// @param last null when it was never used
/// @param since the start of the first day that counts
/// @param byDay oldest first, days with calls alone
/// @param byRoute most used first
/// @param byStatus lowest first
/// @param recent of this server alone, newest first
public record Usage(
        long keyId,
        long calls,
        long errors,
        long callsLastHour,
        @Nullable LastUse last,
        Instant since,
        List<OfDay> byDay,
        List<OfRoute> byRoute,
        List<OfStatus> byStatus,
        List<RecentCall> recent) {
    public Usage {
        byDay = List.copyOf(byDay);
        byRoute = List.copyOf(byRoute);
        byStatus = List.copyOf(byStatus);
        recent = List.copyOf(recent);
    }

    /// @param day its start, in UTC
    public record OfDay(Instant day, long calls, long errors) {}

    public record OfRoute(String method, String route, long calls, long errors) {}

    public record OfStatus(int status, long calls) {}

    private record Endpoint(String route, String method) {}

    private record Sum(long calls, long errors) {
        Sum plus(Sum other) {
            return new Sum(calls + other.calls, errors + other.errors);
        }
    }

    static Usage of(long keyId, StoredUsage known, long fromDay, List<RecentCall> recent) {
        var days = new TreeMap<Long, Sum>();
        var routes = new HashMap<Endpoint, Sum>();
        var statuses = new TreeMap<Integer, Sum>();
        var total = new Sum(0, 0);
        for (DayCount count : known.days()) {
            var sum = new Sum(count.calls(), count.errors());
            total = total.plus(sum);
            days.merge(count.day(), sum, Sum::plus);
            routes.merge(new Endpoint(count.route(), count.method()), sum, Sum::plus);
            statuses.merge(count.status(), sum, Sum::plus);
        }
        var byDay = new ArrayList<OfDay>();
        days.forEach(
                (day, sum) -> byDay.add(new OfDay(Time.startOfDay(day), sum.calls, sum.errors)));
        var byRoute = new ArrayList<OfRoute>();
        routes.forEach(
                (at, sum) -> byRoute.add(new OfRoute(at.method, at.route, sum.calls, sum.errors)));
        byRoute.sort(
                Comparator.comparingLong(OfRoute::calls)
                        .reversed()
                        .thenComparing(OfRoute::route)
                        .thenComparing(OfRoute::method));
        var byStatus = new ArrayList<OfStatus>();
        statuses.forEach((status, sum) -> byStatus.add(new OfStatus(status, sum.calls)));
        return new Usage(
                keyId,
                total.calls,
                total.errors,
                known.callsLately(),
                known.last(),
                Time.startOfDay(fromDay),
                byDay,
                byRoute,
                byStatus,
                recent);
    }
}
