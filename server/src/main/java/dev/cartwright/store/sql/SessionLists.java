package dev.cartwright.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.session.Owner;
import dev.cartwright.session.Session;
import dev.cartwright.session.SessionFilter;
import dev.cartwright.session.SessionOrder;
import dev.cartwright.session.Status;
import dev.cartwright.session.TimeRange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Pages of the list of sessions.
final class SessionLists {
    /// Counting that takes longer is not repeated at once.
    private static final Duration CHEAP = Duration.ofMillis(20);

    private static final Duration LONGEST_AGE = Duration.ofMillis(1_500);
    private static final int MAX_CACHED = 1_000;
    private static final int CHUNK = 32;

    private static final String BY_IDS =
            "SELECT "
                    + SessionRow.COLUMNS
                    + " FROM session s WHERE s.id IN ("
                    + String.join(", ", Collections.nCopies(CHUNK, "?"))
                    + ")";
    private static final String BY_IDS_WITH_BODY =
            "SELECT "
                    + SessionRow.COLUMNS
                    + ", d.body FROM session s JOIN session_document d ON d.session_id = s.id"
                    + " WHERE s.id IN ("
                    + String.join(", ", Collections.nCopies(CHUNK, "?"))
                    + ")";

    /// Costly totals by filter.
    private final Cache<SessionFilter, Long> totals =
            Caffeine.newBuilder().expireAfterWrite(LONGEST_AGE).maximumSize(MAX_CACHED).build();

    private final Limits limits;

    SessionLists(Limits limits) {
        this.limits = limits;
    }

    /// @param exact of the same snapshot as the page, not remembered
    private record Total(long rows, boolean exact) {}

    Page<Session> page(
            Handle handle, SessionFilter filter, SessionOrder order, PageRequest request, long now)
            throws SQLException {
        var plan = new ListPlan(handle, filter, limits, now);
        Total total = total(handle, filter, plan, now);
        return switch (request) {
            case PageRequest.Numbered numbered -> numbered(handle, plan, order, numbered, total);
            case PageRequest.From(Position position, int size) ->
                    position.backwards()
                            ? before(handle, plan, order, position, size, total)
                            : behind(handle, plan, order, position, size, total);
        };
    }

    private Page<Session> numbered(
            Handle handle,
            ListPlan plan,
            SessionOrder order,
            PageRequest.Numbered request,
            Total total)
            throws SQLException {
        long offset = request.offset();
        if (total.exact() && offset >= total.rows()) {
            return new Page<>(List.of(), total.rows(), Optional.empty(), Optional.empty());
        }
        boolean fromEnd = total.exact() && offset > total.rows() / 2;
        List<Long> ids =
                fromEnd
                        ? fromEnd(plan, order, request, total.rows())
                        : plan.ids(
                                new Walk(
                                        order.field(),
                                        order.descending(),
                                        null,
                                        offset,
                                        request.size() + 1));
        boolean more = fromEnd ? offset + ids.size() < total.rows() : ids.size() > request.size();
        List<Session> rows = rows(handle, cut(ids, request.size()));
        return page(rows, order.field(), total, offset > 0, more);
    }

    /// Deep pages are nearer to the list's end.
    private static List<Long> fromEnd(
            ListPlan plan, SessionOrder order, PageRequest.Numbered request, long total)
            throws SQLException {
        long size = Math.min(request.size(), total - request.offset());
        long behind = total - request.offset() - size;
        var walk = new Walk(order.field(), !order.descending(), null, behind, (int) size);
        return plan.ids(walk).reversed();
    }

    private static Page<Session> behind(
            Handle handle,
            ListPlan plan,
            SessionOrder order,
            Position position,
            int size,
            Total total)
            throws SQLException {
        List<Long> ids =
                plan.ids(new Walk(order.field(), order.descending(), position, 0, size + 1));
        List<Session> rows = rows(handle, cut(ids, size));
        if (rows.isEmpty()) {
            var back = new Position(position.value(), position.id(), true);
            return new Page<>(rows, total.rows(), Optional.of(back), Optional.empty());
        }
        return page(rows, order.field(), total, true, ids.size() > size);
    }

    private static Page<Session> before(
            Handle handle,
            ListPlan plan,
            SessionOrder order,
            Position position,
            int size,
            Total total)
            throws SQLException {
        List<Long> ids =
                plan.ids(new Walk(order.field(), !order.descending(), position, 0, size + 1));
        List<Session> rows = rows(handle, cut(ids, size).reversed());
        return page(rows, order.field(), total, ids.size() > size, true);
    }

    private static Page<Session> page(
            List<Session> rows,
            SessionOrder.Field field,
            Total total,
            boolean hasPrevious,
            boolean hasNext) {
        if (rows.isEmpty()) {
            return new Page<>(rows, total.rows(), Optional.empty(), Optional.empty());
        }
        return new Page<>(
                rows,
                total.rows(),
                hasPrevious
                        ? Optional.of(Walk.position(rows.getFirst(), field, true))
                        : Optional.empty(),
                hasNext
                        ? Optional.of(Walk.position(rows.getLast(), field, false))
                        : Optional.empty());
    }

    private static List<Long> cut(List<Long> ids, int size) {
        return ids.size() > size ? ids.subList(0, size) : ids;
    }

    private Total total(Handle handle, SessionFilter filter, ListPlan plan, long now)
            throws SQLException {
        Optional<Long> kept = kept(handle, filter, now);
        if (kept.isPresent()) {
            return new Total(kept.get(), true);
        }
        Long cached = totals.getIfPresent(filter);
        if (cached != null) {
            return new Total(cached, false);
        }
        long start = System.nanoTime();
        long counted = plan.count();
        if (System.nanoTime() - start > CHEAP.toNanos()) {
            totals.put(filter, counted);
        }
        return new Total(counted, true);
    }

    /// From a counter, when the filter asks for nothing else.
    private static Optional<Long> kept(Handle handle, SessionFilter filter, long now)
            throws SQLException {
        if (filter.equals(SessionFilter.ALL)) {
            return Optional.of(Counters.live(handle));
        }
        Status status = filter.status();
        if (status != null && filter.equals(SessionFilter.builder().status(status).build())) {
            return Optional.of(Counters.status(handle, status, now));
        }
        String source = filter.source();
        if (source != null && filter.equals(SessionFilter.builder().source(source).build())) {
            String clean = SessionContent.clean(source);
            return Optional.of(Counters.one(handle, Counters.SOURCE, clean));
        }
        var guests = SessionFilter.builder().customer(new Owner.Guest()).build();
        if (filter.equals(guests)) {
            return Optional.of(Counters.one(handle, Counters.OWNER, Counters.GUEST));
        }
        return keptBySpan(handle, filter);
    }

    private static Optional<Long> keptBySpan(Handle handle, SessionFilter filter)
            throws SQLException {
        if (filter.equals(SessionFilter.builder().created(filter.created()).build())) {
            return Optional.of(within(handle, SpanCount.CREATED, filter.created()));
        }
        if (filter.equals(SessionFilter.builder().updated(filter.updated()).build())) {
            return Optional.of(within(handle, SpanCount.UPDATED, filter.updated()));
        }
        if (filter.equals(SessionFilter.builder().expires(filter.expires()).build())) {
            return Optional.of(within(handle, SpanCount.EXPIRY, filter.expires()));
        }
        var amounts =
                SessionFilter.builder().minTotal(filter.minTotal()).maxTotal(filter.maxTotal());
        if (filter.equals(amounts.build())) {
            return Optional.of(amounts(handle, filter));
        }
        return Optional.empty();
    }

    /// Without the ends of the range.
    private static long within(Handle handle, SpanCount hours, TimeRange range)
            throws SQLException {
        Instant after = range.after();
        long from =
                after == null ? Counters.live(handle) : hours.after(handle, after.getEpochSecond());
        OptionalLong end = Conditions.end(range);
        return end.isEmpty() ? from : Math.max(0, from - hours.after(handle, end.getAsLong() - 1));
    }

    /// With the ends of the range.
    private static long amounts(Handle handle, SessionFilter filter) throws SQLException {
        OptionalLong least = Conditions.least(filter.minTotal());
        long from =
                least.isEmpty() || least.getAsLong() == Long.MIN_VALUE
                        ? Counters.live(handle)
                        : SpanCount.TOTAL.after(handle, least.getAsLong() - 1);
        OptionalLong most = Conditions.most(filter.maxTotal());
        return most.isEmpty()
                ? from
                : Math.max(0, from - SpanCount.TOTAL.after(handle, most.getAsLong()));
    }

    /// In the order of the ids; those that are gone are left out.
    static List<Session> rows(Handle handle, List<Long> ids) throws SQLException {
        return byIds(handle, BY_IDS, ids, row -> SessionRow.read(row), Session::id);
    }

    static List<SessionRow.Found> withBodies(Handle handle, List<Long> ids) throws SQLException {
        return byIds(
                handle,
                BY_IDS_WITH_BODY,
                ids,
                row -> SessionRow.readWithBody(row),
                found -> found.session().id());
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private interface Id<T> {
        long of(T row);
    }

    private static <T> List<T> byIds(
            Handle handle, String sql, List<Long> ids, RowReader<T> reader, Id<T> id)
            throws SQLException {
        Map<Long, T> found = HashMap.newHashMap(ids.size());
        for (int start = 0; start < ids.size(); start += CHUNK) {
            PreparedStatement statement = handle.prepare(sql);
            for (int i = 0; i < CHUNK; i++) {
                // a last chunk repeats its last id: one text of SQL for every length
                statement.setLong(i + 1, ids.get(Math.min(start + i, ids.size() - 1)));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    T row = reader.read(rows);
                    found.put(id.of(row), row);
                }
            }
        }
        var ordered = new ArrayList<T>(ids.size());
        for (long one : ids) {
            T row = found.get(one);
            if (row != null) {
                ordered.add(row);
            }
        }
        return ordered;
    }
}
