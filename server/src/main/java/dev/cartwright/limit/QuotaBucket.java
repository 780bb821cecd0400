package dev.cartwright.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The tokens of one key or address. It is filled up once a window and not little by little: then
/// whoever makes as many calls as she can gets exactly her quota in each window.
final class QuotaBucket {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Bucket bucket;
    private final ReentrantLock adapting = new ReentrantLock();
    private final TimeMeter time;
    private volatile long quota;

    /// Both held by [#adapting].
    private long beyond;

    private long beyondUntil;

    QuotaBucket(long quota, TimeMeter time) {
        this.quota = quota;
        this.time = time;
        this.beyondUntil = time.currentTimeNanos();
        this.bucket =
                Bucket.builder().addLimit(bandwidth(quota)).withCustomTimePrecision(time).build();
    }

    private static Bandwidth bandwidth(long quota) {
        return Bandwidth.builder()
                .capacity(quota)
                .refillIntervally(quota, RateLimits.WINDOW)
                .build();
    }

    /// The bucket with this quota from now on. What was taken stays taken.
    QuotaBucket adaptedTo(long wanted) {
        if (quota != wanted) {
            adapt(wanted);
        }
        return this;
    }

    private void adapt(long wanted) {
        adapting.lock();
        try {
            if (quota == wanted) {
                return;
            }
            long left = bucket.getAvailableTokens();
            long taken = quota - left + takenBeyond();
            long leftThen = Math.clamp(wanted - taken, 0, wanted);
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(bandwidth(wanted)).build(),
                    TokensInheritanceStrategy.AS_IS);
            long inherited = Math.min(left, wanted);
            if (leftThen > inherited) {
                bucket.addTokens(leftThen - inherited);
            } else if (leftThen < inherited) {
                bucket.tryConsumeAsMuchAsPossible(inherited - leftThen);
            }
            beyond = Math.max(0, taken - wanted);
            beyondUntil = time.currentTimeNanos() + RateLimits.WINDOW.toNanos();
            quota = wanted;
        } finally {
            adapting.unlock();
        }
    }

    /// A smaller quota has no place for all that was taken. It is remembered for a window, so that
    /// calls which still go by an older quota do not make it forgotten.
    private long takenBeyond() {
        return time.currentTimeNanos() < beyondUntil ? beyond : 0;
    }

    /// @param cost in tokens; never more than the whole bucket
    boolean tryTake(long cost) {
        return bucket.tryConsume(Math.min(cost, quota));
    }

    Allowance take(long cost) {
        long limit = quota;
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(Math.min(cost, limit));
        long remaining = probe.getRemainingTokens();
        if (probe.isConsumed()) {
            return new Allowance.Allowed(limit, remaining, seconds(probe.getNanosToWaitForReset()));
        }
        long wait = Math.max(1, seconds(probe.getNanosToWaitForRefill()));
        return new Allowance.Exceeded(limit, remaining, wait);
    }

    /// How it stands, with nothing taken.
    Allowance.Allowed look() {
        long left = bucket.getAvailableTokens();
        long limit = quota;
        long reset =
                left >= limit
                        ? 0
                        : bucket.estimateAbilityToConsume(limit).getNanosToWaitForRefill();
        return new Allowance.Allowed(limit, left, seconds(reset));
    }

    /// Rounded up: who waits so long has waited long enough.
    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS_PER_SECOND);
    }
}
