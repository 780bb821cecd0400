package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.cart.CartKey;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Query;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.CartDocument;
import dev.cartwright.session.Problem;
import dev.cartwright.session.SessionReads;
import dev.cartwright.session.SessionReads.Reading.Absent;
import dev.cartwright.session.SessionReads.Reading.Found;
import dev.cartwright.session.SessionReads.Reading.Same;
import dev.cartwright.session.StoredSession;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.SessionErrors;
import dev.cartwright.wire.SessionJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `GET session/{key}`: the element and everything that is known of one cart.
public final class GetSession implements GuardedHandler {
    private static final String ROUTE = "session";

    private final Sessions sessions;
    private final SessionReads reads;
    private final AnswerCache cache;

    /// Makes every answer anew.
    public GetSession(Sessions sessions) {
        this(sessions, SessionReads.told(sessions.store()), AnswerCache.off());
    }

    /// @param reads of the same store
    public GetSession(Sessions sessions, SessionReads reads, AnswerCache cache) {
        this.sessions = sessions;
        this.reads = reads;
        this.cache = cache;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        boolean thumb = true;
        if (!request.query().values().isEmpty()) {
            var parameters = Parameters.of(request.query());
            thumb = parameters.flag("thumb", true);
            Optional<ApiError> wrong = parameters.error();
            if (wrong.isPresent()) {
                return Response.error(wrong.get());
            }
        }
        Optional<CartKey> key = sessions.key(request);
        if (key.isEmpty()) {
            return Response.error(SessionErrors.NOT_FOUND);
        }
        return cache.isOff() || !wantsAll(request.query())
                ? fresh(key.get(), thumb, request.baseUrl(), caller)
                : kept(key.get(), thumb, request.baseUrl(), caller);
    }

    /// What leaves fields out or wraps the answer needs the JSON, not its bytes.
    private static boolean wantsAll(Query query) {
        return query.values().isEmpty() || !query.has("_fields") && !query.has("_envelope");
    }

    private Response fresh(CartKey key, boolean thumb, String baseUrl, Principal caller) {
        Instant now = sessions.clock().instant();
        return sessions.store()
                .find(key)
                .map(stored -> sessions.shown(stored, caller, ROUTE))
                .map(stored -> Response.json(json -> write(json, stored, thumb, baseUrl, now)))
                .orElseGet(() -> Response.error(SessionErrors.NOT_FOUND));
    }

    private Response kept(CartKey key, boolean thumb, String baseUrl, Principal caller) {
        boolean personal = Sessions.showsPersonalData(caller);
        var asked = new AnswerCache.Asked(key, thumb, baseUrl, personal);
        Instant now = sessions.clock().instant();
        AnswerCache.Kept known = cache.find(asked, now);
        if (known != null && !reads.changeUntold()) {
            return again(known, personal, caller);
        }
        var start = new Start(cache.mark(key), now, reads.keptUntil(key, now));
        String stamp = known == null ? SessionReads.NO_STAMP : known.stamp();
        return switch (reads.read(key, stamp)) {
            case Same _ when known != null -> again(known, personal, caller);
            case Same _, Absent _ -> Response.error(SessionErrors.NOT_FOUND);
            case Found found -> made(asked, found, start, caller);
        };
    }

    private Response again(AnswerCache.Kept known, boolean personal, Principal caller) {
        if (personal) {
            sessions.uses().saw(caller.keyId(), ROUTE, known.cartId());
        }
        return known.response();
    }

    /// What has to be known before a session is read.
    private record Start(long mark, Instant now, Instant until) {}

    private Response made(AnswerCache.Asked asked, Found found, Start start, Principal caller) {
        StoredSession stored = sessions.shown(found.stored(), caller, ROUTE);
        byte[] bytes =
                Response.encode(
                        json -> write(json, stored, asked.thumb(), asked.baseUrl(), start.now));
        Response answer = Response.encoded(bytes);
        boolean recognised = !found.stamp().equals(SessionReads.NO_STAMP);
        if (recognised && stored.document() instanceof CartDocument.Readable) {
            var read =
                    new AnswerCache.Read(
                            start.mark, found.stamp(), stored.session(), start.now, start.until);
            cache.keep(asked, read, answer, bytes.length);
        }
        return answer;
    }

    private void write(
            JsonGenerator json, StoredSession stored, boolean thumb, String baseUrl, Instant now) {
        List<Problem> problems = sessions.problems(stored, now);
        new SessionJson(sessions.shop(), baseUrl, now).single(json, stored, problems, thumb);
    }
}
