package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;

/// `POST keys/{id}/disable`, `…/expose` and `…/end`: what takes a key away, which every key that
/// may manage keys may do to any other.
public final class ActOnKey implements GuardedHandler {
    private final KeyApi api;
    private final KeyAct act;

    public ActOnKey(KeyApi api, KeyAct act) {
        this.api = api;
        this.act = act;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        return api.with(
                request,
                (_, id) -> api.answer(api.keys().act(id, act, caller.actorFrom(request.peer()))));
    }
}
