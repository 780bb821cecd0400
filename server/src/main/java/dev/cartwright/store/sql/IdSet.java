package dev.cartwright.store.sql;

import dev.cartwright.page.Position;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Ids of sessions, a bit for each: what two tables have in common is found without looking up
/// one's rows in the other.
final class IdSet {
    private final BitSet bits = new BitSet();

    /// @param query for ids of sessions, in any order and more than once too
    static IdSet of(SqlText query, Handle handle) throws SQLException {
        var set = new IdSet();
        PreparedStatement statement = query.prepare(handle);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                set.bits.set(bit(rows.getLong(1)));
            }
        }
        return set;
    }

    private static int bit(long id) {
        return Math.toIntExact(id);
    }

    boolean has(long id) {
        return bits.get(bit(id));
    }

    long size() {
        return bits.cardinality();
    }

    boolean isEmpty() {
        return bits.isEmpty();
    }

    /// Those that are in the other one too.
    void keep(IdSet other) {
        bits.and(other.bits);
    }

    void remove(IdSet other) {
        bits.andNot(other.bits);
    }

    /// The first of those that a query has, in its order.
    List<Long> among(SqlText query, Handle handle, Walk walk) throws SQLException {
        var found = new ArrayList<Long>();
        long passed = 0;
        PreparedStatement statement = query.prepare(handle);
        try (ResultSet rows = statement.executeQuery()) {
            while (found.size() < walk.limit() && rows.next()) {
                long id = rows.getLong(1);
                if (has(id) && ++passed > walk.offset()) {
                    found.add(id);
                }
            }
        }
        return found;
    }

    /// In the order of the ids themselves.
    List<Long> inOrder(Walk walk) {
        var found = new ArrayList<Long>();
        long passed = 0;
        int at = first(walk);
        while (at >= 0 && found.size() < walk.limit()) {
            if (++passed > walk.offset()) {
                found.add((long) at);
            }
            at = next(walk.descending(), at);
        }
        return found;
    }

    private int first(Walk walk) {
        Position place = walk.from();
        if (place == null) {
            return walk.descending() ? bits.length() - 1 : bits.nextSetBit(0);
        }
        // a place that was not made here may be anything
        return next(walk.descending(), Math.clamp(place.id(), 0, bits.length()));
    }

    private int next(boolean descending, int at) {
        if (descending) {
            return at == 0 ? -1 : bits.previousSetBit(at - 1);
        }
        return bits.nextSetBit(at + 1);
    }
}
