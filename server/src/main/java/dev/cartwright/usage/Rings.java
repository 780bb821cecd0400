package dev.cartwright.usage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Gives rings to keys, and takes back the one that was given out longest ago when there are
/// enough of them, but none before it is a minute old.
final class Rings {
    private final AtomicReferenceArray<KeyTally> holders;
    private final AtomicLong next = new AtomicLong();

    Rings(int most) {
        holders = new AtomicReferenceArray<>(most);
    }

    /// Null when the one whose turn it is was given in this minute: with more keys in use than
    /// rings, they would otherwise do nothing but change hands.
    @Nullable Ring give(KeyTally to, long minute) {
        int place = (int) (next.getAndIncrement() % holders.length());
        KeyTally before = holders.get(place);
        Ring held = before == null ? null : before.ring();
        if (held != null && held.given() >= minute) {
            return to.ring();
        }
        var ring = new Ring(minute);
        if (!to.accept(ring)) {
            return to.ring();
        }
        KeyTally replaced = holders.getAndSet(place, to);
        if (replaced != null && replaced != to) {
            replaced.dropRing();
        }
        return ring;
    }
}
