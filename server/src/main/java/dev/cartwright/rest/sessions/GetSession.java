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
    private final AnswerCache cache;

    /// Makes every answer anew.
    public GetSession(Sessions sessions) {
        this(sessions, AnswerCache.off());
    }

    public GetSession(Sessions sessions, AnswerCache cache) {
        this.sessions = sessions;
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
        if (known != null) {
            if (personal) {
                sessions.uses().saw(caller.keyId(), ROUTE, known.cartId());
            }
            return known.response();
        }
        long mark = cache.mark(asked.key());
        Optional<StoredSession> found = sessions.store().find(asked.key());
        if (found.isEmpty()) {
            return Response.error(SessionErrors.NOT_FOUND);
        }
        StoredSession stored = sessions.shown(found.get(), caller, ROUTE);
        byte[] bytes =
                Response.encode(json -> write(json, stored, asked.thumb(), asked.baseUrl(), now));
        Response answer = Response.encoded(bytes);
        if (stored.document() instanceof CartDocument.Readable) {
            cache.keep(asked, mark, answer, bytes.length, stored, now);
        }
        return answer;
    }

    private void write(
            JsonGenerator json, StoredSession stored, boolean thumb, String baseUrl, Instant now) {
        List<Problem> problems = sessions.problems(stored, now);
        new SessionJson(sessions.shop(), baseUrl, now).single(json, stored, problems, thumb);
    }
}
