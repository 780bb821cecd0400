package dev.cartwright.store.sql;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Live sessions of a product or of searched words, when those are many, and of whatever else is
/// asked. Every condition's ids are read once, in the order they lie in, and put together here: to
/// look up one's rows in the other table would take several times as long.
final class Members {
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
        if (all.size() > limits.many(Counters.live(handle))) {
            return all.among(along(walk), handle, walk);
        }
        if (all.size() > limits.few()) {
            SqlText some = along(walk).add(" LIMIT ?", limits.lookups());
            List<Long> found = all.among(some, handle, walk);
            if (found.size() == walk.limit()) {
                return found;
            }
        }
        return sorted(all, walk);
    }

    /// Of guests and nobody else, along an order whose beginning may be customers only: their keys
    /// are numbers, which come before all others. To pass by those is quicker than to read every
    /// row for its owner.
    List<Long> guests(Walk walk) throws SQLException {
        return customers().missing(along(walk), handle, walk);
    }

    /// What the order's index tells besides is asked there: rows that do not come cost less.
    private SqlText along(Walk walk) {
        var text = new SqlText().add("SELECT s.id FROM session s INDEXED BY " + walk.index());
        text.add(" WHERE s.live = 1");
        for (Conditions.Term term : conditions.terms()) {
            if (term.inOrderOf(walk)) {
                text.add(" AND " + term.sql(), term.values());
            }
        }
        return text.add(walk.behindPlace()).add(walk.orderBy());
    }

    /// All may lie at the end of the order.
    private List<Long> sorted(IdSet all, Walk walk) throws SQLException {
        SqlText text = rows(among(all), List.of());
        text.add(walk.behindPlace()).add(walk.orderBy());
        return ListPlan.ids(ListPlan.limit(text, walk), handle);
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
            IdSet some = ids(new SqlText().add(members, term.values()));
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
        List<Conditions.Term> own =
                conditions.terms().stream().filter(term -> !term.byId()).toList();
        if (own.isEmpty()) {
            all.remove(trash());
        } else if (all.size() <= limits.many(Counters.live(handle))) {
            all = ids(rows(among(all), own));
        } else if (own.stream().allMatch(Conditions.Term::isGuest)) {
            // who has an account is found in a narrow index, and those are fewer
            all.remove(trash());
            all.remove(customers());
        } else {
            var query = new SqlText().add("SELECT s.id FROM session s" + conditions.idsHint());
            all.keep(ids(rows(query, own)));
        }
        matching = all;
        return all;
    }

    private IdSet customers() throws SQLException {
        var text = new SqlText().add("SELECT s.id FROM session s INDEXED BY session_owner");
        return ids(text.add(" WHERE s.live = 1 AND s.owner > 0"));
    }

    private IdSet trash() throws SQLException {
        var text = new SqlText().add("SELECT s.id FROM session s INDEXED BY session_trash");
        return ids(text.add(" WHERE s.live = 0"));
    }

    private IdSet ids(SqlText query) throws SQLException {
        return IdSet.of(query, handle, limits.piece());
    }

    /// Those of the sessions that so many conditions leave.
    private static SqlText rows(SqlText sessions, List<Conditions.Term> terms) {
        SqlText text = sessions.add(" WHERE s.live = 1");
        terms.forEach(term -> text.add(" AND " + term.sql(), term.values()));
        return text;
    }

    /// Looked up one by one.
    private static SqlText among(IdSet ids) {
        return new SqlText()
                .add("SELECT s.id FROM json_each(?) e", ids.json())
                .add(" CROSS JOIN session s NOT INDEXED ON s.id = e.value");
    }
}
