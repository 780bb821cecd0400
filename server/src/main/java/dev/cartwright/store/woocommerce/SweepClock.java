package dev.cartwright.store.woocommerce;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// When each part of a table was looked through last. The sweep goes from the lowest number to the
/// highest and begins anew.
final class SweepClock {
    private record Part(long upTo, Instant at) {}

    /// The part that was looked through longest ago comes first.
    private final Deque<Part> parts = new ArrayDeque<>();

    SweepClock(Instant at) {
        reset(at);
    }

    synchronized void reset(Instant at) {
        parts.clear();
        parts.add(new Part(Long.MAX_VALUE, at));
    }

    /// @param upTo the last number of the part behind the one before; the greatest `long` ends the
    ///     table
    /// @param at when the look began
    synchronized void swept(long upTo, Instant at) {
        boolean end = false; // of the sweep before, behind which the parts of this one are
        while (!end && !parts.isEmpty() && parts.getFirst().upTo <= upTo) {
            end = parts.removeFirst().upTo == Long.MAX_VALUE;
        }
        parts.addLast(new Part(upTo, at));
    }

    /// The sweep begins anew before it came to the end: what it did does not count.
    synchronized void again() {
        while (parts.getLast().upTo != Long.MAX_VALUE) {
            parts.removeLast();
        }
    }

    /// Every part is known as well as this by other means.
    synchronized void atLeast(Instant at) {
        for (int i = parts.size(); i > 0; i--) { // once around
            Part part = parts.removeFirst();
            parts.addLast(part.at.isBefore(at) ? new Part(part.upTo, at) : part);
        }
    }

    /// What was looked at later than this does not count.
    synchronized void atMost(Instant at) {
        for (int i = parts.size(); i > 0; i--) { // once around
            Part part = parts.removeFirst();
            parts.addLast(part.at.isAfter(at) ? new Part(part.upTo, at) : part);
        }
    }

    synchronized Instant oldest() {
        return parts.getFirst().at;
    }
}
