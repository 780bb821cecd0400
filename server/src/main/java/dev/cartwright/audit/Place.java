package dev.cartwright.audit;

import java.util.Comparator;

/// Where an entry stands in the order of sealing.
///
/// @param transaction rises with every transaction of PostgreSQL, where sequence numbers are given
///     out before the commit; 0 on SQLite, whose single writer commits in their order
public record Place(long transaction, long sequence) implements Comparable<Place> {
    static final Place START = new Place(-1, 0);

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::transaction).thenComparingLong(Place::sequence);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
