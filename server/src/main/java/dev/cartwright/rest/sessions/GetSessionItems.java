package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.StoredSession;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.SessionErrors;
import dev.cartwright.wire.SessionJson;
import java.util.Optional;

/// `GET session/{key}/items`: the items alone, as an array.
public final class GetSessionItems implements GuardedHandler {
    private final Sessions sessions;

    public GetSessionItems(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query());
        boolean thumb = parameters.flag("thumb", true);
        Optional<ApiError> wrong = parameters.error();
        if (wrong.isPresent()) {
            return Response.error(wrong.get());
        }
        return sessions.key(request)
                .flatMap(sessions.store()::find)
                .map(stored -> sessions.shown(stored, caller, "session_items"))
                .map(stored -> answer(sessions.json(request), stored, thumb))
                .orElseGet(() -> Response.error(SessionErrors.NOT_FOUND));
    }

    private static Response answer(SessionJson element, StoredSession stored, boolean thumb) {
        return Response.json(json -> element.items(json, stored, thumb));
    }
}
