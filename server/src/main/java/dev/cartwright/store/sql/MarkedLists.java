package dev.cartwright.store.sql;

import dev.cartwright.session.SessionFilter;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Expired or expiring sessions by their creation: from the index of those that [Settlement] has
/// marked, and the few whose time came since.
final class MarkedLists {
    /// Seconds by which the clock of a write may have been ahead of ours.
    private static final long AHEAD = 60;

    private final Handle handle;
    private final int few;
    private final long now;

    MarkedLists(Handle handle, Limits limits, long now) {
        this.handle = handle;
        few = limits.few();
        this.now = now;
    }

    /// Empty when another status is asked for, or when too many are not marked yet.
    ///
    /// @param filter one that asks for nothing but the status
    /// @param walk along the creation
    Optional<List<Long>> ids(SessionFilter filter, Walk walk) throws SQLException {
        return switch (filter.status()) {
            case EXPIRED -> expired(walk);
            case EXPIRING -> expiring(walk);
            case null, default -> Optional.empty();
        };
    }

    private Optional<List<Long>> expired(Walk walk) throws SQLException {
        long line = Settlement.lines(handle).expired();
        if (between(line, now) > few) {
            return Optional.empty();
        }
        var text = new SqlText().add("SELECT s.id FROM (").add(marked("session_expired", 1, walk));
        text.add(byExpiry("s.settled <> 1", line, now, walk));
        return Optional.of(ordered(text, walk));
    }

    private Optional<List<Long>> expiring(Walk walk) throws SQLException {
        Settlement.Lines lines = Settlement.lines(handle);
        long soon = Settlement.soon(now);
        long line = Math.max(lines.expiring(), now);
        if (lines.expired() > now + AHEAD || between(line, soon) > few) {
            return Optional.empty();
        }
        var text = new SqlText().add("SELECT s.id FROM (").add(marked("session_expiring", 2, walk));
        text.add(byExpiry("s.settled = 0", line, soon, walk));
        text.add(byExpiry("s.settled = 1", now, now + AHEAD, walk));
        return Optional.of(ordered(text, walk));
    }

    /// Marks are older than now, so the expiry decides.
    private SqlText marked(String index, int mark, Walk walk) {
        long from = mark == Settlement.EXPIRING ? now : Long.MIN_VALUE;
        long to = mark == Settlement.EXPIRING ? Settlement.soon(now) : now;
        return new SqlText()
                .add("SELECT * FROM (SELECT s.id, s.created FROM session s INDEXED BY " + index)
                .add(" WHERE s.live = 1 AND s.settled = " + mark)
                .add(" AND s.expiry > ?", from)
                .add(" AND s.expiry <= ?", to)
                .add(walk.behindPlace())
                .add(walk.orderBy())
                .add(" LIMIT ?)", walk.offset() + walk.limit());
    }

    private static SqlText byExpiry(String mark, long from, long to, Walk walk) {
        return new SqlText()
                .add(" UNION ALL SELECT s.id, s.created FROM session s INDEXED BY session_expiry")
                .add(" WHERE s.live = 1 AND " + mark)
                .add(" AND s.expiry > ?", from)
                .add(" AND s.expiry <= ?", to)
                .add(walk.behindPlace());
    }

    private List<Long> ordered(SqlText text, Walk walk) throws SQLException {
        text.add(") s").add(walk.orderBy());
        return ListPlan.ids(ListPlan.limit(text, walk), handle);
    }

    /// Live sessions whose mark may be missing; counted no further than is of interest.
    long unmarked() throws SQLException {
        Settlement.Lines lines = Settlement.lines(handle);
        return between(lines.expired(), now)
                + between(Math.max(lines.expiring(), now), Settlement.soon(now));
    }

    private long between(long from, long to) throws SQLException {
        return new SqlText()
                .add("SELECT count(*) FROM (SELECT 1 FROM session s INDEXED BY session_expiry")
                .add(" WHERE s.live = 1 AND s.expiry > ?", from)
                .add(" AND s.expiry <= ?", to)
                .add(" LIMIT ?)", few + 1L)
                .number(handle);
    }
}
