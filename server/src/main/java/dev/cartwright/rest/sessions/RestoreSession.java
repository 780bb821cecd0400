package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.cart.CartKey;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.session.Restoration;
import dev.cartwright.session.StoredSession;
import dev.cartwright.wire.SessionErrors;
import dev.cartwright.wire.SessionJson;

/// `POST session/{key}/restore`: takes the newest cart with this key out of trash.
public final class RestoreSession implements GuardedHandler {
    private static final int ATTEMPTS = 3;

    private final Sessions sessions;

    public RestoreSession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        return sessions.key(request)
                .map(key -> restore(key, request, caller, ATTEMPTS))
                .orElseGet(() -> Response.error(SessionErrors.NOT_FOUND));
    }

    /// @param attempts that are left: the cart may go into trash behind us
    private Response restore(CartKey key, Request request, Principal caller, int attempts) {
        return switch (sessions.store().restore(key, caller.actorFrom(request.peer()))) {
            case Restoration.Restored(StoredSession session) ->
                    answer(
                            sessions.json(request),
                            sessions.shown(session, caller, "restore_session"));
            case Restoration.KeyTaken _ -> Response.error(SessionErrors.KEY_TAKEN);
            case Restoration.NotFound _ when sessions.store().find(key).isPresent() ->
                    // a caller that tries again learns that the cart is there
                    Response.error(SessionErrors.KEY_TAKEN);
            case Restoration.NotFound _ when attempts > 1 ->
                    restore(key, request, caller, attempts - 1);
            case Restoration.NotFound _ -> Response.error(SessionErrors.NOT_FOUND);
        };
    }

    private Response answer(SessionJson element, StoredSession session) {
        return Response.json(
                json -> element.element(json, session, sessions.problemsIfUnreadable(session)));
    }
}
