package dev.cartwright.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Who has called too often within a minute, on this server alone: several servers each count for
/// themselves.
///
/// Memory is bounded. When more addresses call than there is room for, the busiest are kept, so
/// that nobody gets rid of her own full count by calling from many others.
///
/// Safe for many threads, and no call waits for another.
public final class RateLimits {
    /// What quotas are counted in.
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private static final long MAX_KEYS = 100_000;
    private static final long MAX_ADDRESSES = 50_000;
    private static final Allowance FREE = new Allowance.Free();

    private final Quotas quotas;
    private final SteadyTime time;
    private final Cache<Long, QuotaBucket> keys;
    private final Cache<String, QuotaBucket> failedLogins;
    private final Cache<String, QuotaBucket> anonymous;
    private final LongAdder keyRefusals = new LongAdder();
    private final LongAdder failedLoginRefusals = new LongAdder();
    private final LongAdder anonymousRefusals = new LongAdder();

    public RateLimits(Quotas quotas, InstantSource clock) {
        this(quotas, clock, MAX_KEYS, MAX_ADDRESSES);
    }

    RateLimits(Quotas quotas, InstantSource clock, long maxKeys, long maxAddresses) {
        this.quotas = quotas;
        this.time = new SteadyTime(clock);
        this.keys = cache(maxKeys);
        this.failedLogins = cache(maxAddresses);
        this.anonymous = cache(maxAddresses);
    }

    /// Limits nobody but keys with a limit of their own.
    public static RateLimits none() {
        return new RateLimits(Quotas.NONE, InstantSource.system());
    }

    /// After two windows without a call a bucket is full, and a new one is the same.
    private <K> Cache<K, QuotaBucket> cache(long size) {
        return Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterAccess(WINDOW.multipliedBy(2))
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run) // who is busy is known at once, not when a thread is free
                .build();
    }

    /// A call of a key.
    ///
    /// @param own the key's own limit; null for the default, 0 for none
    /// @param cost how much it weighs, at least 1
    public Allowance call(long keyId, @Nullable Integer own, long cost) {
        long quota = own == null ? quotas.perKey() : own;
        if (quota <= 0) {
            return FREE;
        }
        QuotaBucket bucket = bucket(keys, keyId, quota);
        if (own == null && !quotas.told() && bucket.tryTake(cost)) {
            return FREE;
        }
        return counted(bucket.take(cost), keyRefusals);
    }

    /// Where a key stands, without a call; empty when it has no limit.
    public Optional<Allowance.Allowed> look(long keyId, @Nullable Integer own) {
        long quota = own == null ? quotas.perKey() : own;
        return quota <= 0 ? Optional.empty() : Optional.of(bucket(keys, keyId, quota).look());
    }

    /// A wrong credential from this address. Never tells what is left.
    ///
    /// @param address without port
    public Allowance failedLogin(String address) {
        return address(failedLogins, address, quotas.failedLogins(), 1, failedLoginRefusals);
    }

    /// A call without a credential from this address. Never tells what is left.
    ///
    /// @param address without port
    /// @param cost how much it weighs, at least 1
    public Allowance anonymous(String address, long cost) {
        return address(anonymous, address, quotas.anonymous(), cost, anonymousRefusals);
    }

    private Allowance address(
            Cache<String, QuotaBucket> buckets,
            String address,
            long quota,
            long cost,
            LongAdder refusals) {
        if (quota <= 0) {
            return FREE;
        }
        QuotaBucket bucket = bucket(buckets, AddressBlock.of(address), quota);
        if (bucket.tryTake(cost)) {
            return FREE;
        }
        return counted(bucket.take(cost), refusals) instanceof Allowance.Exceeded exceeded
                ? exceeded
                : FREE;
    }

    private <K> QuotaBucket bucket(Cache<K, QuotaBucket> buckets, K whose, long quota) {
        QuotaBucket known = buckets.getIfPresent(whose);
        return (known == null ? buckets.get(whose, _ -> new QuotaBucket(quota, time)) : known)
                .adaptedTo(quota);
    }

    private static Allowance counted(Allowance allowance, LongAdder refusals) {
        if (allowance instanceof Allowance.Exceeded) {
            refusals.increment();
        }
        return allowance;
    }

    /// Calls of keys that were refused, since the start.
    public long keyRefusals() {
        return keyRefusals.sum();
    }

    /// Failed logins beyond what an address may have, since the start.
    public long failedLoginRefusals() {
        return failedLoginRefusals.sum();
    }

    /// Calls without a credential that were refused, since the start.
    public long anonymousRefusals() {
        return anonymousRefusals.sum();
    }
}
