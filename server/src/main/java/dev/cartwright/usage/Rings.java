package dev.cartwright.usage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Gives rings to keys, and takes back the one that was given out longest ago when there are
/// enough of them.
final class Rings {
    private final AtomicReferenceArray<KeyTally> holders;
    private final AtomicLong next = new AtomicLong();

    Rings(int most) {
        holders = new AtomicReferenceArray<>(most);
    }

    Ring give(KeyTally to) {
        var ring = new Ring();
        if (!to.accept(ring)) {
            Ring quicker = to.ring();
            return quicker == null ? ring : quicker;
        }
        int place = (int) (next.getAndIncrement() % holders.length());
        KeyTally before = holders.getAndSet(place, to);
        if (before != null && before != to) {
            before.dropRing();
        }
        return ring;
    }
}
