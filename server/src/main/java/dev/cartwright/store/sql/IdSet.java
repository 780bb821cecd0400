package dev.cartwright.store.sql;

import dev.cartwright.page.Position;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.LongPredicate;
import org.roaringbitmap.longlong.LongIterator;
import org.roaringbitmap.longlong.Roaring64NavigableMap;

/// Ids of sessions: what two tables have in common is found without looking up one's rows in the
/// other.
///
/// Ids may be any: carts of a shop's second table and those in trash have theirs from 2⁴⁰ on. Where
/// they lie close, each costs a bit; where they are scattered, two bytes; and about a hundred bytes
/// for every 65 536 numbers among which there is one at all.
final class IdSet {
    private final Roaring64NavigableMap ids = new Roaring64NavigableMap();

    /// @param query for ids of sessions, in any order and more than once too
    /// @param most ids read in one piece
    static IdSet of(SqlText query, Handle handle, int most) throws SQLException {
        var set = new IdSet();
        set.addAll(query, handle, most);
        return set;
    }

    /// As one text for many ids: to fetch each as a row of its own takes three times as long.
    void addAll(SqlText query, Handle handle, int most) throws SQLException {
        for (long passed = 0; ; passed += most) {
            var text = new SqlText().add("WITH ids(id) AS (").add(query);
            text.add(" LIMIT ?", most).add(" OFFSET ?", passed);
            text.add(") SELECT group_concat(id) FROM ids");
            if (addNumbers(text.bytes(handle)) < most) {
                return;
            }
        }
    }

    /// @param text numbers with commas between them
    /// @return how many
    private int addNumbers(byte[] text) {
        int count = 0;
        int at = 0;
        while (at < text.length) {
            long number = 0;
            for (; at < text.length && text[at] != ','; at++) {
                number = 10 * number + (text[at] - '0');
            }
            ids.addLong(number);
            count++;
            at++;
        }
        return count;
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

    /// As an array in JSON, which a query takes as one parameter.
    String json() {
        var text = new StringJoiner(",", "[", "]");
        LongIterator each = ascending();
        while (each.hasNext()) {
            text.add(Long.toString(each.next()));
        }
        return text.toString();
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
        return first(query, handle, walk, this::has);
    }

    /// The first of those that a query has and this has not.
    List<Long> missing(SqlText query, Handle handle, Walk walk) throws SQLException {
        return first(query, handle, walk, id -> !has(id));
    }

    private static List<Long> first(SqlText query, Handle handle, Walk walk, LongPredicate wanted)
            throws SQLException {
        var found = new ArrayList<Long>();
        long passed = 0;
        PreparedStatement statement = query.prepare(handle);
        try (ResultSet rows = statement.executeQuery()) {
            while (found.size() < walk.limit() && rows.next()) {
                long id = rows.getLong(1);
                if (wanted.test(id) && ++passed > walk.offset()) {
                    found.add(id);
                }
            }
        }
        return found;
    }

    /// In the order of the ids themselves.
    List<Long> inOrder(Walk walk) {
        var found = new ArrayList<Long>();
        long step = walk.descending() ? -1 : 1;
        long place = first(walk) + step * walk.offset();
        while (found.size() < walk.limit() && place >= 0 && place < size()) {
            found.add(ids.select(place));
            place += step;
        }
        return found;
    }

    /// Which one, counted from the lowest, a walk begins with; there may be none.
    private long first(Walk walk) {
        Position place = walk.from();
        if (place == null) {
            return walk.descending() ? size() - 1 : 0;
        }
        // a place that was not made here may be anything
        long id = Math.max(0, place.id());
        boolean itself = has(id);
        long notAbove = ids.rankLong(id);
        return walk.descending() ? notAbove - (itself ? 2 : 1) : notAbove;
    }
}
