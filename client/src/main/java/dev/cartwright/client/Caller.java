package dev.cartwright.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What every call needs; see [Exchange] for what is done with it.
record Caller(
        Transport transport,
        KeyRing ring,
        RetryPolicy policy,
        Timeouts timeouts,
        InstantSource clock,
        RandomGenerator random,
        Sleeper time,
        DebugLog debug) {

    private static final int MOST_DOUBLINGS = 20;

    /// The answer to a call, which is a success.
    Answer answer(Call call) {
        return new Exchange(this, call).run();
    }

    JsonObject object(Call call) {
        Answer answer = answer(call);
        try {
            return answer.wantedObject(call);
        } catch (UnreadableAnswerException unreadable) {
            throw flagged(call, unreadable);
        }
    }

    /// An answer of yes that cannot be read: what was to be done is done.
    static UnreadableAnswerException flagged(Call call, UnreadableAnswerException unreadable) {
        if (call.changes()) {
            unreadable.setMaybeDone();
        }
        return unreadable;
    }

    /// Full jitter.
    Duration ownPause(int attempt) {
        Duration ceiling = policy.base().multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        Duration most = ceiling.compareTo(policy.longest()) < 0 ? ceiling : policy.longest();
        return Duration.ofNanos((long) (random.nextDouble() * (double) most.toNanos()));
    }
}
