package dev.cartwright.store.sql;

import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides how the rows of a filter are found on SQLite, whose planner knows neither how many rows
/// a condition leaves nor that we want the first few only.
///
/// In this order: the index of the order, when nothing else is asked; an index that leaves few
/// rows, which are then sorted; a walk along the order, to the end when its index tells all that is
/// asked, or else up to some rows; ids gathered from several tables; everything, from the narrowest
/// index that tells all. Each way is bounded, so that no combination is slow.
final class ListPlan {
    private static final List<String> TESTED =
            List.of(
                    "s.created",
                    "s.updated",
                    "s.expiry",
                    "s.total_fixed",
                    "s.owner",
                    "s.filled",
                    "s.source",
                    "s.email_lower");

    private final Handle handle;
    private final SessionFilter filter;
    private final Conditions conditions;
    private final Limits limits;
    private final long now;
    private @Nullable Members members;

    ListPlan(Handle handle, SessionFilter filter, Limits limits, long now) {
        this.handle = handle;
        this.filter = filter;
        this.limits = limits;
        this.now = now;
        conditions = Conditions.of(filter, now);
    }

    /// Rows that match, counted.
    long count() throws SQLException {
        if (!handle.dialect().plansByHand()) {
            return counting("").number(handle);
        }
        Conditions.Term few = leader(limits.few());
        if (few != null) {
            return counting(hint(few), few).number(handle);
        }
        if (conditions.terms().size() == 1) {
            Conditions.Term only = conditions.terms().getFirst();
            if (only.lookup() != null && !conditions.trash()) {
                return countMembers(only);
            }
            if (only.index() != null) {
                return counting(hint(only), only).number(handle);
            }
        }
        Optional<Members> gathered = members();
        if (gathered.isPresent()) {
            return gathered.get().count();
        }
        Conditions.Term many = memberLeader();
        return many != null
                ? counting(" NOT INDEXED", many).number(handle)
                : counting(conditions.trash() ? "" : conditions.idsHint()).number(handle);
    }

    /// Nothing when no other table is asked.
    private Optional<Members> members() {
        if (members == null
                && !conditions.trash()
                && conditions.terms().stream().anyMatch(Conditions.Term::byId)) {
            members = new Members(handle, conditions, limits);
        }
        return Optional.ofNullable(members);
    }

    /// From the other table alone, when nothing else is asked. It knows nothing of trash.
    private long countMembers(Conditions.Term term) throws SQLException {
        var text = new SqlText().add("SELECT count(*)");
        text.add(" FROM (" + term.members() + ")", term.values());
        if (Counters.one(handle, Counters.TRASH, "") > 0) {
            text.add(" WHERE session_id NOT IN (SELECT t.id FROM session t");
            text.add(" INDEXED BY session_trash WHERE t.live = 0)");
        }
        return text.number(handle);
    }

    private SqlText counting(String hint, Conditions.Term... leaders) {
        var text = new SqlText().add("SELECT count(*) FROM session s").add(hint);
        return text.add(" WHERE ").add(where(leaders));
    }

    /// Ids in the order of the walk.
    List<Long> ids(Walk walk) throws SQLException {
        if (!handle.dialect().plansByHand()) {
            return ids(sorted("", walk));
        }
        return conditions.trash() ? trashIds(walk) : liveIds(walk);
    }

    private List<Long> trashIds(Walk walk) throws SQLException {
        boolean natural = walk.field() == SessionOrder.Field.CART_CREATED;
        Conditions.Term few = leader(limits.few());
        if (few != null) {
            return ids(sorted(" NOT INDEXED", walk, few));
        }
        boolean small = Counters.one(handle, Counters.TRASH, "") <= 10L * limits.few();
        if (small || natural && conditions.terms().isEmpty()) {
            return ids(sorted(" INDEXED BY session_trash", walk));
        }
        return ids(sorted(" NOT INDEXED", walk));
    }

    private List<Long> liveIds(Walk walk) throws SQLException {
        if (answeredByOrder(walk)) {
            return ids(sorted(orderHint(walk), walk));
        }
        if (walk.field() == SessionOrder.Field.CART_CREATED && conditions.terms().size() == 1) {
            Optional<List<Long>> marked = new MarkedLists(handle, limits, now).ids(filter, walk);
            if (marked.isPresent()) {
                return marked.get();
            }
        }
        Conditions.Term few = leader(limits.few());
        if (few != null) {
            return ids(sorted(hint(few), walk, few));
        }
        Conditions.Term natural = naturalLeader(walk);
        if (natural != null) {
            return ids(sorted(hint(natural), walk));
        }
        if (conditions.terms().stream().allMatch(term -> term.inOrderOf(walk))) {
            boolean created = walk.field() == SessionOrder.Field.CART_CREATED;
            return ids(sorted(created ? conditions.scanHint() : orderHint(walk), walk));
        }
        return byMembers(walk);
    }

    private List<Long> byMembers(Walk walk) throws SQLException {
        Optional<Members> gathered = members();
        if (gathered.isPresent() && gathered.get().areCounted()) {
            return gathered.get().ids(walk);
        }
        Optional<List<Long>> walked = walked(walk);
        if (walked.isPresent()) {
            return walked.get();
        }
        if (gathered.isPresent()) {
            return gathered.get().ids(walk);
        }
        boolean guests = conditions.terms().stream().allMatch(Conditions.Term::isGuest);
        return guests && walk.index() != null
                ? new Members(handle, conditions, limits).guests(walk)
                : ids(sorted(scanHint(walk), walk));
    }

    private String scanHint(Walk walk) {
        return walk.inCreatedIndex() ? conditions.scanHint() : " NOT INDEXED";
    }

    /// Nothing is asked, or only a range of what the list is ordered by.
    private boolean answeredByOrder(Walk walk) {
        String index = walk.index();
        return conditions.terms().stream()
                .allMatch(term -> term.index() != null && term.index().equals(index));
    }

    /// One e-mail's or one customer's sessions lie in the order of creation.
    private Conditions.@Nullable Term naturalLeader(Walk walk) {
        if (walk.field() != SessionOrder.Field.CART_CREATED || conditions.terms().size() != 1) {
            return null;
        }
        Conditions.Term term = conditions.terms().getFirst();
        return "session_email".equals(term.index()) || "session_owner".equals(term.index())
                ? term
                : null;
    }

    /// Along the order, testing each row. Empty when it gave up.
    private Optional<List<Long>> walked(Walk walk) throws SQLException {
        boolean narrow =
                conditions.terms().stream().allMatch(term -> term.byId() || term.inOrderOf(walk));
        int most = narrow ? limits.lookups() : limits.walk();
        if (walk.offset() + walk.limit() > most) {
            return Optional.empty();
        }
        List<Long> found = walkers(walk, most);
        return found.size() == walk.limit() ? Optional.of(found) : Optional.empty();
    }

    private List<Long> walkers(Walk walk, int most) throws SQLException {
        var text = new SqlText().add("SELECT s.id FROM (SELECT ").add(tested());
        text.add(" FROM session s").add(orderHint(walk)).add(" WHERE s.live = 1");
        for (Conditions.Term term : conditions.terms()) {
            if (term.inIndexOf(walk)) {
                text.add(" AND " + term.sql(), term.values());
            }
        }
        text.add(walk.behindPlace()).add(walk.orderBy()).add(" LIMIT ?) s WHERE 1 = 1", most);
        Optional<Members> gathered = members();
        boolean words = conditions.terms().stream().anyMatch(Conditions.Term::isWord);
        for (Conditions.Term term : conditions.terms()) {
            boolean here = words && gathered.isPresent() && term.byId();
            if (!here && !term.inIndexOf(walk)) {
                text.add(" AND " + term.asTestOfFew(), term.values());
            }
        }
        return words && gathered.isPresent()
                ? gathered.get().found().among(text, handle, walk)
                : ids(limit(text, walk));
    }

    /// Only what is asked: one column more, and the index is no longer enough.
    private String tested() {
        var columns = new StringBuilder("s.id");
        for (String column : TESTED) {
            if (conditions.terms().stream().anyMatch(term -> term.sql().contains(column))) {
                columns.append(", ").append(column);
            }
        }
        return columns.toString();
    }

    private SqlText sorted(String hint, Walk walk, Conditions.Term... leaders) {
        var text = new SqlText().add("SELECT s.id FROM session s").add(hint).add(" WHERE ");
        text.add(where(leaders)).add(walk.behindPlace()).add(walk.orderBy());
        return limit(text, walk);
    }

    static SqlText limit(SqlText text, Walk walk) {
        return text.add(" LIMIT ?", walk.limit()).add(" OFFSET ?", walk.offset());
    }

    private SqlText where(Conditions.Term... leaders) {
        List<Conditions.Term> leading = List.of(leaders);
        var text = new SqlText().add(conditions.base());
        boolean byHand = handle.dialect().plansByHand();
        for (Conditions.Term term : conditions.terms()) {
            boolean test = byHand && !leading.contains(term);
            text.add(" AND " + (test ? term.asTest() : term.sql()), term.values());
        }
        return text;
    }

    private String orderHint(Walk walk) {
        String index = walk.index();
        return index == null ? " NOT INDEXED" : " INDEXED BY " + index;
    }

    private static String hint(Conditions.Term leader) {
        return leader.index() == null ? " NOT INDEXED" : " INDEXED BY " + leader.index();
    }

    /// A condition that leaves no more than so many rows.
    private Conditions.@Nullable Term leader(int most) throws SQLException {
        for (Conditions.Term term : conditions.terms()) {
            if (term.leads() && probe(term, most) <= most) {
                return term;
            }
        }
        return null;
    }

    private Conditions.@Nullable Term memberLeader() throws SQLException {
        for (Conditions.Term term : conditions.terms()) {
            if (term.byId() && probe(term, limits.many()) <= limits.many()) {
                return term;
            }
        }
        return null;
    }

    private long probe(Conditions.Term term, int most) throws SQLException {
        var text = new SqlText().add("SELECT count(*) FROM (");
        if (term.members() != null) {
            text.add(term.members(), term.values());
        } else {
            text.add("SELECT 1 FROM session s INDEXED BY " + term.index());
            text.add(" WHERE s.live = 1 AND " + term.sql(), term.values());
        }
        return text.add(" LIMIT ?)", most + 1L).number(handle);
    }

    private List<Long> ids(SqlText text) throws SQLException {
        return ids(text, handle);
    }

    static List<Long> ids(SqlText text, Handle handle) throws SQLException {
        PreparedStatement statement = text.prepare(handle);
        var ids = new ArrayList<Long>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        } finally {
            statement.clearParameters(); // it is kept, and one of them may be very long
        }
        return ids;
    }
}
