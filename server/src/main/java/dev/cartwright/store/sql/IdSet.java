package dev.cartwright.store.sql;

import dev.cartwright.page.Position;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64Bitmap;

/// Ids of sessions: what two tables have in common is found without looking up one's rows in the
/// other.
///
/// Ids may be any: carts of a shop's second table and those in trash have theirs from 2⁴⁰ on. Where
/// they lie close, each costs a bit; where they are scattered, two bytes; and about a hundred bytes
/// for every 65 536 numbers among which there is one at all.
final class IdSet {
    private final Roaring64Bitmap ids = new Roaring64Bitmap();

    /// @param query for ids of sessions, in any order and more than once too
    static IdSet of(SqlText query, Handle handle) throws SQLException {
        var set = new IdSet();
        set.addAll(query, handle);
        return set;
    }

    void addAll(SqlText query, Handle handle) throws SQLException {
        PreparedStatement statement = query.prepare(handle);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.addLong(rows.getLong(1));
            }
        }
    }

    /// From the lowest on.
    LongIterator ascending() {
        return ids.getLongIterator();
    }

    boolean has(long id) {
        return ids.contains(id);
    }

    long size() {
        return ids.getLongCardinality();
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /// Those that are in the other one too.
    void keep(IdSet other) {
        ids.and(other.ids);
    }

    void remove(IdSet other) {
        ids.andNot(other.ids);
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
        LongIterator each = from(walk);
        while (found.size() < walk.limit() && each.hasNext()) {
            long id = each.next();
            if (++passed > walk.offset()) {
                found.add(id);
            }
        }
        return found;
    }

    private LongIterator from(Walk walk) {
        Position place = walk.from();
        if (place == null) {
            return walk.descending() ? ids.getReverseLongIterator() : ascending();
        }
        // a place that was not made here may be anything, and below 0 would count as above all
        if (walk.descending()) {
            return place.id() <= 0
                    ? new Roaring64Bitmap().getLongIterator()
                    : ids.getReverseLongIteratorFrom(place.id() - 1);
        }
        return place.id() == Long.MAX_VALUE
                ? new Roaring64Bitmap().getLongIterator()
                : ids.getLongIteratorFrom(Math.max(0, place.id() + 1));
    }
}
