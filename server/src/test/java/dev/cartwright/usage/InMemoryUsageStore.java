package dev.cartwright.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps usage in memory, for tests.
public final class InMemoryUsageStore implements UsageStore {
    private record DayRow(long keyId, long day, String method, String route, int status) {}

    private record MinuteRow(long keyId, long minute) {}

    private final Map<DayRow, Long> days = new HashMap<>();
    private final Map<MinuteRow, Long> minutes = new HashMap<>();
    private final Map<Long, LastUse> lasts = new HashMap<>();

    @Override
    public synchronized void add(List<UsageDelta> deltas) {
        for (UsageDelta delta : deltas) {
            long key = delta.keyId();
            for (DayCount one : delta.days()) {
                var row = new DayRow(key, one.day(), one.method(), one.route(), one.status());
                days.merge(row, one.calls(), Long::sum);
            }
            for (MinuteCount one : delta.minutes()) {
                minutes.merge(new MinuteRow(key, one.minute()), one.calls(), Long::sum);
            }
            LastUse last = delta.last();
            if (last != null) {
                lasts.merge(key, last, (one, other) -> other.at().isBefore(one.at()) ? one : other);
            }
        }
    }

    @Override
    public synchronized StoredUsage read(long keyId, long fromDay, long fromMinute) {
        var counts = new ArrayList<DayCount>();
        days.forEach(
                (row, calls) -> {
                    if (row.keyId == keyId && row.day >= fromDay) {
                        counts.add(new DayCount(row.day, row.method, row.route, row.status, calls));
                    }
                });
        long lately =
                minutes.entrySet().stream()
                        .filter(row -> row.getKey().keyId == keyId)
                        .filter(row -> row.getKey().minute >= fromMinute)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new StoredUsage(counts, lately, lasts.get(keyId));
    }

    @Override
    public synchronized boolean forget(long firstDay, long firstMinute, int atMost) {
        List<DayRow> oldDays =
                days.keySet().stream().filter(row -> row.day < firstDay).limit(atMost).toList();
        List<MinuteRow> oldMinutes =
                minutes.keySet().stream()
                        .filter(row -> row.minute < firstMinute)
                        .limit(atMost)
                        .toList();
        oldDays.forEach(days::remove);
        oldMinutes.forEach(minutes::remove);
        return oldDays.size() == atMost || oldMinutes.size() == atMost;
    }
}
