package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.wire.ConsumerKeyJson;

/// `DELETE keys/{id}`: ends a key for good. One may end the very key that asks for it, and is told.
public final class RevokeKey implements GuardedHandler {
    private final KeyApi api;

    public RevokeKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        return api.with(request, (_, id) -> revoke(id, request, caller));
    }

    private Response revoke(long id, Request request, Principal caller) {
        var actor = caller.actorFrom(request.peer());
        return switch (api.keys().act(id, KeyAct.REVOKE, actor)) {
            case KeyOutcome.Done(var before, var after) ->
                    Response.json(
                            json ->
                                    ConsumerKeyJson.writeRevoked(
                                            after,
                                            before,
                                            api.door().status(before),
                                            id == caller.keyId(),
                                            json));
            case KeyOutcome.NotDone not -> KeyApi.refuse(not);
        };
    }
}
