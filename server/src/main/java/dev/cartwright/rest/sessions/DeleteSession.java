package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.cart.CartKey;
import dev.cartwright.event.Actor;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.StoredSession;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.SessionErrors;
import dev.cartwright.wire.SessionJson;
import java.util.Optional;

/// `DELETE session/{key}`: into trash, or for good with `force=true`.
public final class DeleteSession implements GuardedHandler {
    private final Sessions sessions;

    public DeleteSession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query(), request.json());
        boolean forGood = parameters.flag("force", false);
        Optional<ApiError> wrong = parameters.error();
        if (wrong.isPresent()) {
            return Response.error(wrong.get());
        }
        return sessions.key(request)
                .flatMap(key -> delete(key, forGood, caller.actorFrom(request.peer())))
                .map(before -> sessions.shown(before, caller, "delete_session"))
                .map(before -> answer(sessions.json(request), before))
                .orElseGet(() -> Response.error(SessionErrors.NOT_FOUND));
    }

    private Optional<StoredSession> delete(CartKey key, boolean forGood, Actor actor) {
        return forGood ? sessions.store().purge(key, actor) : sessions.store().trash(key, actor);
    }

    private Response answer(SessionJson element, StoredSession before) {
        return Response.json(
                json -> element.deleted(json, before, sessions.problemsIfUnreadable(before)));
    }
}
