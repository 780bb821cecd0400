package dev.cartwright.rest.keys;

import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;

/// `GET keys/{id}`: one consumer key, without its secret.
public final class GetKey implements GuardedHandler {
    private final KeyApi api;

    public GetKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        return api.with(request, (key, _) -> api.answer(key));
    }
}
