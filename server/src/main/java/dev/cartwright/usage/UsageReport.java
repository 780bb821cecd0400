package dev.cartwright.usage;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells how keys were used. Calls that this server answered count at once, those of other servers
/// once these have written them.
public final class UsageReport {
    public static final int MAX_DAYS = UsageWriter.DAYS_KEPT;
    public static final int DEFAULT_DAYS = 30;

    private final UsageStore store;
    private final @Nullable UsageCounter counter;
    private final InstantSource clock;

    /// By what is written alone, for a process that answers no calls.
    public UsageReport(UsageStore store, InstantSource clock) {
        this(store, clock, null);
    }

    public UsageReport(UsageStore store, InstantSource clock, @Nullable UsageCounter counter) {
        this.store = store;
        this.clock = clock;
        this.counter = counter;
    }

    /// @param days how many, today included: 1 to [#MAX_DAYS]
    public Usage of(long keyId, int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "days must be 1 to %d, not %d".formatted(MAX_DAYS, days));
        }
        long fromDay = Time.day(clock.millis()) - days + 1;
        UsageCounter here = counter;
        return Usage.of(
                keyId,
                known(keyId, fromDay),
                fromDay,
                here == null ? List.of() : here.recent(keyId));
    }

    /// Of the last hour.
    public RecentUse lately(long keyId) {
        StoredUsage known = known(keyId, Long.MAX_VALUE);
        return new RecentUse(known.callsLately(), known.last());
    }

    private StoredUsage known(long keyId, long fromDay) {
        long fromMinute = Time.minute(clock.millis()) - Time.MINUTES_PER_HOUR + 1;
        UsageCounter here = counter;
        return here == null
                ? store.read(keyId, fromDay, fromMinute)
                : here.withUnwritten(
                        keyId, fromDay, fromMinute, () -> store.read(keyId, fromDay, fromMinute));
    }
}
