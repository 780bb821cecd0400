package dev.cartwright.usage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The most recent calls of one key. Nobody waits for anybody.
final class Ring {
    static final int SIZE = 100;

    private final AtomicReferenceArray<RecentCall> calls = new AtomicReferenceArray<>(SIZE);
    private final AtomicLong next = new AtomicLong();
    private final long given;

    /// @param given in which minute
    Ring(long given) {
        this.given = given;
    }

    long given() {
        return given;
    }

    void add(RecentCall call) {
        calls.setRelease((int) (next.getAndIncrement() % SIZE), call);
    }

    /// Newest first.
    List<RecentCall> newestFirst() {
        var list = new ArrayList<RecentCall>(SIZE);
        long end = next.get();
        for (long i = end - 1; i >= Math.max(0, end - SIZE); i--) {
            RecentCall call = calls.getAcquire((int) (i % SIZE));
            if (call != null) { // taken, and not yet filled
                list.add(call);
            }
        }
        return list;
    }
}
