package dev.cartwright.store.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.longlong.LongIterator;

/// Live sessions of a product or of searched words, when those are many, and of whatever else is
/// asked. Every condition's ids are read once, in the order they lie in, and put together here: to
/// look up one's rows in the other table would take several times as long.
final class Members {
    private static final int CHUNK = 64;
    private static final String AMONG =
            " AND s.id IN (" + String.join(", ", Collections.nCopies(CHUNK, "?")) + ")";

    private final Handle handle;
    private final Conditions conditions;
    private final Limits limits;
    private @Nullable IdSet found;
    private @Nullable IdSet matching;

    Members(Handle handle, Conditions conditions, Limits limits) {
        this.handle = handle;
        this.conditions = conditions;
        this.limits = limits;
    }

    long count() throws SQLException {
        return matching().size();
    }

    /// Whether to find a page is only a walk.
    boolean areCounted() {
        return matching != null;
    }

    List<Long> ids(Walk walk) throws SQLException {
        IdSet all = matching();
        if (all.isEmpty()) {
            return List.of();
        }
        if (walk.index() == null) {
            return all.inOrder(walk);
        }
        var text = new SqlText().add("SELECT s.id FROM session s INDEXED BY " + walk.index());
        text.add(" WHERE s.live = 1");
        for (Conditions.Term term : conditions.terms()) {
            if (walk.index().equals(term.index())) {
                text.add(" AND " + term.sql(), term.values());
            }
        }
        text.add(walk.behindPlace()).add(walk.orderBy());
        return all.among(text, handle, walk);
    }

    /// All that the words and the product have, deleted sessions too.
    IdSet found() throws SQLException {
        IdSet known = found;
        if (known != null) {
            return known;
        }
        IdSet all = null;
        for (Conditions.Term term : conditions.terms()) {
            String members = term.members();
            if (members == null) {
                continue;
            }
            IdSet some = IdSet.of(new SqlText().add(members, term.values()), handle);
            if (all == null) {
                all = some;
            } else {
                all.keep(some);
            }
        }
        if (all == null) {
            throw new IllegalStateException("nothing leads to other tables");
        }
        found = all;
        return all;
    }

    private IdSet matching() throws SQLException {
        IdSet known = matching;
        if (known != null) {
            return known;
        }
        IdSet all = found();
        if (conditions.terms().stream().allMatch(Conditions.Term::byId)) {
            all.remove(trash());
        } else if (all.size() > limits.many()) {
            all.keep(IdSet.of(rows(conditions.idsHint(), new SqlText()), handle));
        } else {
            all = oneByOne(all);
        }
        matching = all;
        return all;
    }

    private IdSet trash() throws SQLException {
        var text = new SqlText().add("SELECT s.id FROM session s INDEXED BY session_trash");
        return IdSet.of(text.add(" WHERE s.live = 0"), handle);
    }

    private IdSet oneByOne(IdSet candidates) throws SQLException {
        var left = new IdSet();
        var chunk = new ArrayList<Long>(CHUNK);
        LongIterator each = candidates.ascending();
        while (each.hasNext()) {
            chunk.add(each.next());
            while (!each.hasNext() && chunk.size() < CHUNK) {
                chunk.add(chunk.getLast()); // one text of SQL for every length
            }
            if (chunk.size() == CHUNK) {
                left.addAll(
                        rows(" NOT INDEXED", new SqlText().add(AMONG, List.copyOf(chunk))), handle);
                chunk.clear();
            }
        }
        return left;
    }

    /// What the conditions on the session itself leave.
    private SqlText rows(String hint, SqlText condition) {
        var text = new SqlText().add("SELECT s.id FROM session s").add(hint);
        text.add(" WHERE s.live = 1").add(condition);
        for (Conditions.Term term : conditions.terms()) {
            if (!term.byId()) {
                text.add(" AND " + term.sql(), term.values());
            }
        }
        return text;
    }
}
