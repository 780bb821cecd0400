package dev.cartwright.rest.keys;

import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;

/// `POST keys/{id}/enable`: switches a key on again; an exposed one only with `force`.
public final class EnableKey implements GuardedHandler {
    private final KeyApi api;

    public EnableKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query(), request.json());
        boolean force = parameters.flag("force", false);
        return parameters
                .error()
                .map(Response::error)
                .orElseGet(() -> api.with(request, (_, id) -> enable(id, force, request, caller)));
    }

    private Response enable(long id, boolean force, Request request, Principal caller) {
        return api.answer(
                api.keys().enable(id, force, caller::mayGrant, caller.actorFrom(request.peer())));
    }
}
