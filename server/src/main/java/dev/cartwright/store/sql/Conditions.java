package dev.cartwright.store.sql;

import dev.cartwright.cart.Money;
import dev.cartwright.session.Owner;
import dev.cartwright.session.SearchWords;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.TimeRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A filter as SQL on the table `session` under the name `s`.
final class Conditions {
    /// Above every character: words that begin with p lie between p and p with this behind it.
    private static final String LAST = new String(Character.toChars(Character.MAX_CODE_POINT));

    private static final String GUEST = "s.owner = 0";

    /// As the index of those says it.
    private static final String EMPTY = "s.filled = 0";

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /// One condition.
    ///
    /// @param sql on the table under the name `s`
    /// @param index which index finds its rows, null when none does
    /// @param members for a condition on another table: the query for session ids; `sql` is then
    ///     `s.id IN (members)`
    /// @param lookup the same for one row at a time, by the key of the other table, which has each
    ///     session once then; null when there is no such key
    record Term(
            String sql,
            List<Object> values,
            @Nullable String index,
            @Nullable String members,
            @Nullable String lookup) {
        /// Whether ids from another table lead to the rows.
        boolean byId() {
            return members != null;
        }

        boolean leads() {
            return index != null || members != null;
        }

        /// Words have no key by which one session's are found.
        boolean isWord() {
            return byId() && lookup == null;
        }

        boolean isGuest() {
            return sql.equals(GUEST);
        }

        /// Whether the index of creation tells.
        boolean inCreatedIndex() {
            return !byId() && !sql.contains("s.email_lower");
        }

        /// Whether an index tells that has what a list is ordered by, and the expiry.
        boolean inIndexOf(Walk walk) {
            if (index == null) {
                return false;
            }
            return index.equals(walk.index())
                    || index.equals("session_expiry") && walk.knowsExpiry();
        }

        /// Whether the index that a list is read along tells.
        boolean inOrderOf(Walk walk) {
            boolean created = walk.field() == SessionOrder.Field.CART_CREATED;
            return inIndexOf(walk) || created && inCreatedIndex();
        }

        /// As a test of each row, whatever leads to the rows: the plus keeps SQLite from it.
        String asTest() {
            return byId() ? "+" + sql : sql;
        }

        /// As a test of some rows only: gathering all members first would take longer.
        String asTestOfFew() {
            return lookup == null ? asTest() : lookup;
        }
    }

    private final boolean trash;
    private final List<Term> terms = new ArrayList<>();

    private Conditions(boolean trash) {
        this.trash = trash;
    }

    static Conditions of(SessionFilter filter, long now) {
        var conditions = new Conditions(filter.status() == Status.TRASH);
        conditions.status(filter.status(), now);
        if (filter.source() != null) {
            conditions.add("s.source = ?", SessionContent.clean(filter.source()));
        }
        if (filter.customer() != null) {
            conditions.customer(filter.customer());
        }
        if (filter.email() != null) {
            conditions.email(SessionContent.lower(filter.email()));
        }
        if (filter.hasItems() != null) {
            conditions.add(filter.hasItems() ? "s.filled = 1" : EMPTY);
        }
        conditions.total(filter.minTotal(), filter.maxTotal());
        conditions.range("s.created", "session_created", filter.created());
        conditions.range("s.updated", "session_updated", filter.updated());
        conditions.range("s.expiry", "session_expiry", filter.expires());
        if (filter.product() != null) {
            conditions.product(filter.product());
        }
        if (filter.search() != null) {
            SearchWords.asked(filter.search()).forEach(conditions::word);
        }
        return conditions;
    }

    boolean trash() {
        return trash;
    }

    List<Term> terms() {
        return terms;
    }

    /// `s.live = 1`, or 0 for trash.
    String base() {
        return trash ? "s.live = 0" : "s.live = 1";
    }

    /// How SQLite reads everything there is: the index of creation, when it tells enough, or the
    /// same of those without items.
    String scanHint() {
        if (trash || !terms.stream().allMatch(term -> term.byId() || term.inCreatedIndex())) {
            return " NOT INDEXED";
        }
        return terms.stream().anyMatch(term -> term.sql().equals(EMPTY))
                ? " INDEXED BY session_empty"
                : " INDEXED BY session_created";
    }

    /// How SQLite reads ids of all that the conditions on the session itself leave: a range of one
    /// index, when that is all that is asked.
    String idsHint() {
        List<@Nullable String> indexes =
                terms.stream().filter(term -> !term.byId()).map(Term::index).distinct().toList();
        String only = indexes.size() == 1 ? indexes.getFirst() : null;
        return only == null || trash ? scanHint() : " INDEXED BY " + only;
    }

    private void status(@Nullable Status status, long now) {
        long soon = now + Status.EXPIRING_WINDOW.toSeconds();
        switch (status) {
            case ACTIVE -> indexed("session_expiry", "s.expiry > ?", soon);
            case EXPIRING -> indexed("session_expiry", "s.expiry > ? AND s.expiry <= ?", now, soon);
            case EXPIRED -> indexed("session_expiry", "s.expiry <= ?", now);
            case TRASH -> {} // said by base()
            case null -> {}
        }
    }

    private void customer(Owner owner) {
        switch (owner) {
            case Owner.Guest _ -> add(GUEST);
            case Owner.User(long id) -> indexed("session_owner", "s.owner = ? AND s.owner > 0", id);
        }
    }

    private void email(String lower) {
        if (lower.isEmpty()) {
            add("s.email_lower = ''");
            return;
        }
        indexed("session_email", "s.email_lower = ? AND s.email_lower <> ''", lower);
    }

    private void total(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        least(min).ifPresent(total -> indexed("session_total", "s.total_fixed >= ?", total));
        most(max).ifPresent(total -> indexed("session_total", "s.total_fixed <= ?", total));
    }

    /// The smallest total at the fixed scale that is not below.
    static OptionalLong least(@Nullable BigDecimal min) {
        return min == null
                ? OptionalLong.empty()
                : OptionalLong.of(fixed(min, RoundingMode.CEILING));
    }

    /// The greatest that is not above.
    static OptionalLong most(@Nullable BigDecimal max) {
        return max == null ? OptionalLong.empty() : OptionalLong.of(fixed(max, RoundingMode.FLOOR));
    }

    private static long fixed(BigDecimal total, RoundingMode rounding) {
        // a hostile exponent would otherwise be written out in full
        if (total.signum() != 0 && total.precision() - (long) total.scale() > 30) {
            return total.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        if (total.scale() > 1_000) {
            return fixedTiny(total, rounding);
        }
        BigInteger units = total.setScale(Money.COMPARABLE_SCALE, rounding).unscaledValue();
        return units.max(LONG_MIN).min(LONG_MAX).longValueExact();
    }

    /// Smaller than any amount, with thousands of digits.
    private static long fixedTiny(BigDecimal total, RoundingMode rounding) {
        if (total.precision() - (long) total.scale() > -Money.COMPARABLE_SCALE) {
            return fixed(total.setScale(900, rounding), rounding);
        }
        if (total.signum() > 0) {
            return rounding == RoundingMode.CEILING ? 1 : 0;
        }
        return total.signum() < 0 && rounding == RoundingMode.FLOOR ? -1 : 0;
    }

    /// Without its ends; the columns hold whole seconds.
    private void range(String column, String index, TimeRange range) {
        Instant after = range.after();
        if (after != null) {
            indexed(index, column + " > ?", after.getEpochSecond());
        }
        end(range).ifPresent(end -> indexed(index, column + " < ?", end));
    }

    /// The first second behind the range.
    static OptionalLong end(TimeRange range) {
        Instant before = range.before();
        return before == null
                ? OptionalLong.empty()
                : OptionalLong.of(before.getEpochSecond() + (before.getNano() > 0 ? 1 : 0));
    }

    private void word(String beginning) {
        String clean = SessionContent.clean(beginning);
        String query = "SELECT session_id FROM session_word WHERE word >= ? AND word < ?";
        List<Object> values = List.of(clean, clean + LAST);
        terms.add(new Term("s.id IN (" + query + ")", values, null, query, null));
    }

    private void product(long id) {
        String query = "SELECT session_id FROM session_product WHERE product_id = ?";
        String lookup =
                "EXISTS (SELECT 1 FROM session_product p"
                        + " WHERE p.product_id = ? AND p.session_id = s.id)";
        terms.add(new Term("s.id IN (" + query + ")", List.of(id), null, query, lookup));
    }

    private void indexed(String index, String sql, Object... values) {
        terms.add(new Term(sql, List.of(values), trash ? null : index, null, null));
    }

    private void add(String sql, Object... values) {
        terms.add(new Term(sql, List.of(values), null, null, null));
    }
}
