package dev.cartwright.limit;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The clock as buckets see it: when it is set back, time goes on from where it was, since a bucket
/// that waited for the old time to come again would lock its owner out.
final class SteadyTime implements TimeMeter {
    /// Threads read the clock one after the other and arrive in another order.
    private static final long TOLERATED_MILLIS = 1_000;

    /// The latest time is noted only so often: a write that all threads see costs.
    private static final long NOTED_EVERY_MILLIS = 100;

    private final InstantSource clock;
    private final ReentrantLock settingBack = new ReentrantLock();
    private volatile long latest = Long.MIN_VALUE;
    private volatile long ahead;

    SteadyTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long currentTimeNanos() {
        return TimeUnit.MILLISECONDS.toNanos(millis());
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }

    private long millis() {
        long now = clock.millis();
        long before = latest;
        if (before == Long.MIN_VALUE || now - before > NOTED_EVERY_MILLIS) {
            latest = now;
        } else if (before - now > TOLERATED_MILLIS) {
            return afterSettingBack();
        }
        return now + ahead;
    }

    private long afterSettingBack() {
        settingBack.lock();
        try {
            long now = clock.millis();
            long back = latest - now;
            long soFar = ahead;
            if (back <= TOLERATED_MILLIS) {
                return now + soFar;
            }
            ahead = soFar + back;
            latest = now;
            return now + soFar + back;
        } finally {
            settingBack.unlock();
        }
    }
}
