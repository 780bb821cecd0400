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
    private final Sessions sessions;

    public RestoreSession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        return sessions.key(request)
                .map(key -> restore(key, request, caller))
                .orElseGet(() -> Response.error(SessionErrors.NOT_FOUND));
    }

    private Response restore(CartKey key, Request request, Principal caller) {
        return switch (sessions.store().restore(key, caller.actorFrom(request.peer()))) {
            case Restoration.Restored(StoredSession session) ->
                    answer(sessions.json(request), session);
            case Restoration.KeyTaken _ -> Response.error(SessionErrors.KEY_TAKEN);
            case Restoration.NotFound _ -> absent(key);
        };
    }

    /// A caller that tries again learns that the cart is there, and not that it never was.
    private Response absent(CartKey key) {
        boolean live = sessions.store().find(key).isPresent();
        return Response.error(live ? SessionErrors.KEY_TAKEN : SessionErrors.NOT_FOUND);
    }

    private Response answer(SessionJson element, StoredSession session) {
        return Response.json(
                json -> element.element(json, session, sessions.problemsIfUnreadable(session)));
    }
}
