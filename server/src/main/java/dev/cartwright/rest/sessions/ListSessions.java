package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.http.Cost;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.page.Page;
import dev.cartwright.page.PageRequest;
import dev.cartwright.page.Position;
import dev.cartwright.rest.PageLinks;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.Masked;
import dev.cartwright.session.Session;
import dev.cartwright.session.StoredSession;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.SessionErrors;
import dev.cartwright.wire.SessionJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/// `GET sessions`: one page, its rows first and the carts a few at a time while it is written.
public final class ListSessions implements GuardedHandler {
    /// Carts of one list that are in memory together.
    private static final int CARTS_AT_A_TIME = 8;

    private final Sessions sessions;
    /// Seconds; sent when the list comes from an index of somebody else's tables.
    private static final String INDEX_AGE = "Cartwright-Index-Age";

    private final ListGate gate;
    private final Supplier<Optional<Duration>> indexAge;

    public ListSessions(Sessions sessions, ListGate gate) {
        this(sessions, gate, Optional::empty);
    }

    /// @param indexAge how old the list may be; empty when it never is
    public ListSessions(Sessions sessions, ListGate gate, Supplier<Optional<Duration>> indexAge) {
        this.sessions = sessions;
        this.gate = gate;
        this.indexAge = indexAge;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        Optional<ApiError> hidden = PersonalFilters.refusal(request.query(), caller);
        if (hidden.isPresent()) {
            return Response.error(hidden.get());
        }
        var parameters = Parameters.of(request.query());
        SessionQuery query = SessionQuery.read(parameters);
        Optional<ApiError> wrong = parameters.error();
        if (wrong.isPresent()) {
            return Response.error(wrong.get());
        }
        return gate.enter(Math.min(CARTS_AT_A_TIME, query.page().size()))
                .map(pass -> list(request, query, pass, caller))
                .orElseGet(this::busy);
    }

    @Override
    public long cost(Request request) {
        return Cost.ofRows(
                request, "per_page", SessionQuery.DEFAULT_PAGE_SIZE, PageRequest.MAX_SIZE);
    }

    private Response busy() {
        return Response.error(SessionErrors.BUSY)
                .with("Retry-After", Integer.toString(gate.retryAfterSeconds()));
    }

    /// The pass goes with the answer, which gives it back when it is written.
    private Response list(
            Request request, SessionQuery query, ListGate.Pass pass, Principal caller) {
        boolean answered = false;
        try {
            Optional<Duration> age = indexAge.get();
            Page<Session> page = sessions.store().list(query.filter(), query.order(), query.page());
            boolean personal = Sessions.showsPersonalData(caller);
            if (personal) {
                String filters = PersonalFilters.names(request.query());
                sessions.uses().listed(caller.keyId(), "sessions", filters, page.rows().size());
            }
            SessionJson element = sessions.json(request);
            Response response =
                    headed(
                            new Response(
                                    200,
                                    Map.of(),
                                    new Response.Body.Stream(
                                            json ->
                                                    write(
                                                            json,
                                                            element,
                                                            page,
                                                            pass.carts(),
                                                            personal),
                                            pass::close)),
                            request,
                            query,
                            page);
            answered = true;
            return age.map(old -> response.with(INDEX_AGE, seconds(old))).orElse(response);
        } finally {
            if (!answered) {
                pass.close();
            }
        }
    }

    /// Rounded up: what is younger may be missing.
    private static String seconds(Duration age) {
        return Long.toString(age.plusMillis(999).toSeconds());
    }

    private static Response headed(
            Response response, Request request, SessionQuery query, Page<Session> page) {
        int size = query.page().size();
        long pages = page.total() / size + (page.total() % size == 0 ? 0 : 1);
        Response counted =
                response.with("X-WP-Total", Long.toString(page.total()))
                        .with("X-WP-TotalPages", Long.toString(pages));
        if (page.rows().isEmpty() && pages > 0 && !backwards(query.page())) {
            return counted.with("Link", PageLinks.toPage(request, pages, "prev"));
        }
        return PageLinks.header(
                        request, page.previous().map(query::cursor), page.next().map(query::cursor))
                .map(links -> counted.with("Link", links))
                .orElse(counted);
    }

    private static boolean backwards(PageRequest page) {
        return page instanceof PageRequest.From(Position at, int _) && at.backwards();
    }

    private void write(
            JsonGenerator json,
            SessionJson element,
            Page<Session> page,
            int atATime,
            boolean personal) {
        List<Session> rows = page.rows();
        json.writeStartArray();
        for (int from = 0; from < rows.size(); from += atATime) {
            int to = Math.min(from + atATime, rows.size());
            for (StoredSession loaded : sessions.store().load(rows.subList(from, to))) {
                StoredSession stored = personal ? loaded : Masked.of(loaded);
                element.element(json, stored, sessions.problemsIfUnreadable(stored));
            }
        }
        json.writeEndArray();
    }
}
