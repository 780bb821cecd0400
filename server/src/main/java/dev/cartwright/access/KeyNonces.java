package dev.cartwright.access;

import dev.cartwright.access.NonceSet.Verdict;
import java.util.Map;
import java.util.TreeMap;

/// The nonces of one key by second, at most so many. For one thread at a time.
final class KeyNonces {
    private final int max;
    private final TreeMap<Long, LongSet> bySecond = new TreeMap<>();
    private int size;

    /// Nothing older than this second is known any more, nor accepted.
    private long horizon = Long.MIN_VALUE;

    KeyNonces(int max) {
        this.max = max;
    }

    Verdict use(long second, long mark) {
        if (second < horizon) {
            return Verdict.OUT_OF_RANGE;
        }
        if (!bySecond.computeIfAbsent(second, _ -> new LongSet()).add(mark)) {
            return Verdict.USED;
        }
        size++;
        while (size > max) {
            forgetOldest();
        }
        return Verdict.FRESH;
    }

    /// Those requests are too old by the clock; the clock may go back, so the horizon stays.
    void forgetBefore(long second) {
        while (!bySecond.isEmpty() && bySecond.firstKey() < second) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Map.Entry<Long, LongSet> oldest = bySecond.pollFirstEntry();
        size -= oldest.getValue().size();
        horizon = Math.max(horizon, oldest.getKey() + 1);
    }

    /// Whether forgetting this key altogether forgets nothing that is still needed.
    boolean isSpent(long now) {
        return bySecond.isEmpty() && horizon < now - NonceSet.LEEWAY_SECONDS;
    }

    int size() {
        return size;
    }
}
