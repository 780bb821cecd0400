package dev.cartwright.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What one key did and was not yet written, and its most recent calls.
///
/// Counting never waits. Everything named after writing is for one thread at a time.
final class KeyTally {
    /// A cell stays so many minutes beyond its own, for those who hold it and have not yet counted.
    private static final long MINUTES_KEPT = 2;

    private final long keyId;
    private final Cells<DayCell> days = new Cells<>();
    private final Cells<MinuteCell> minutes = new Cells<>();
    private final AtomicReference<@Nullable Ring> ring = new AtomicReference<>();
    private volatile @Nullable DayCell usualDay;
    private volatile @Nullable MinuteCell usualMinute;
    private volatile @Nullable RecentCall last;
    private @Nullable RecentCall lastWritten;

    KeyTally(long keyId) {
        this.keyId = keyId;
    }

    long keyId() {
        return keyId;
    }

    @Nullable Ring ring() {
        return ring.get();
    }

    /// False when there is one already.
    boolean accept(Ring fresh) {
        return ring.compareAndSet(null, fresh);
    }

    void dropRing() {
        ring.set(null);
    }

    List<RecentCall> recent() {
        Ring kept = ring.get();
        return kept == null ? List.of() : kept.newestFirst();
    }

    void count(long millis, RecentCall call) {
        day(Time.day(millis), call).calls.increment();
        MinuteCell minute = minute(Time.minute(millis));
        minute.calls.increment();
        if (call.status() >= DayCount.FIRST_ERROR) {
            minute.errors.increment();
        }
        last = call;
    }

    private DayCell day(long day, RecentCall call) {
        DayCell usual = usualDay;
        if (usual != null && usual.is(day, call.method(), call.route(), call.status())) {
            return usual;
        }
        DayCell cell = findDay(day, call);
        usualDay = cell;
        return cell;
    }

    private DayCell findDay(long day, RecentCall call) {
        String method = call.method();
        String route = call.route();
        int status = call.status();
        return days.find(
                cell -> cell.is(day, method, route, status),
                () -> new DayCell(day, method, route, status));
    }

    private MinuteCell minute(long minute) {
        MinuteCell usual = usualMinute;
        if (usual != null && usual.minute == minute) {
            return usual;
        }
        MinuteCell cell =
                minutes.find(known -> known.minute == minute, () -> new MinuteCell(minute));
        usualMinute = cell;
        return cell;
    }

    /// What is to be written; null when there is nothing.
    @Nullable UsageDelta unwritten() {
        var dayCounts = new ArrayList<DayCount>();
        for (DayCell cell : days.all()) {
            DayCount count = cell.unwritten();
            if (count.calls() > 0) {
                dayCounts.add(count);
            }
        }
        var minuteCounts = new ArrayList<MinuteCount>();
        for (MinuteCell cell : minutes.all()) {
            MinuteCount count = cell.unwritten();
            if (count.calls() > 0 || count.errors() > 0) {
                minuteCounts.add(count);
            }
        }
        RecentCall now = last;
        LastUse use = now == null || now.equals(lastWritten) ? null : now.lastUse();
        if (dayCounts.isEmpty() && minuteCounts.isEmpty() && use == null) {
            return null;
        }
        return new UsageDelta(keyId, dayCounts, minuteCounts, use);
    }

    /// That this was written. Cells whose time is long over are let go of.
    void written(UsageDelta delta, long nowMillis) {
        for (DayCount count : delta.days()) {
            for (DayCell cell : days.all()) {
                if (cell.is(count.day(), count.method(), count.route(), count.status())) {
                    cell.written += count.calls();
                }
            }
        }
        for (MinuteCount count : delta.minutes()) {
            for (MinuteCell cell : minutes.all()) {
                if (cell.minute == count.minute()) {
                    cell.writtenCalls += count.calls();
                    cell.writtenErrors += count.errors();
                }
            }
        }
        RecentCall now = last;
        if (now != null && now.lastUse().equals(delta.last())) {
            lastWritten = now;
        }
        forgetWritten(nowMillis);
    }

    private void forgetWritten(long nowMillis) {
        long day = Time.day(nowMillis);
        long minute = Time.minute(nowMillis);
        days.keepIf(cell -> cell.day >= day - 1 || pending(cell));
        minutes.keepIf(cell -> cell.minute >= minute - MINUTES_KEPT || pending(cell));
        DayCell usual = usualDay;
        if (usual != null && usual.day < day - 1) {
            usualDay = null;
        }
        MinuteCell usualOne = usualMinute;
        if (usualOne != null && usualOne.minute < minute - MINUTES_KEPT) {
            usualMinute = null;
        }
    }

    private static boolean pending(DayCell cell) {
        return cell.calls.sum() != cell.written;
    }

    private static boolean pending(MinuteCell cell) {
        return cell.calls.sum() != cell.writtenCalls || cell.errors.sum() != cell.writtenErrors;
    }

    /// Whether nothing would be missed without it: no ring, and not used for long.
    boolean idle(long nowMillis) {
        RecentCall use = last;
        long minutesAgo =
                use == null ? 0 : Time.minute(nowMillis) - Time.minute(use.at().toEpochMilli());
        return ring.get() == null && minutesAgo > MINUTES_KEPT;
    }
}
