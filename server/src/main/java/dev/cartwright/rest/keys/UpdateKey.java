package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;

/// `PATCH keys/{id}`, also by PUT and POST as WooCommerce's clients do: changes what is said of a
/// key.
public final class UpdateKey implements GuardedHandler {
    private final KeyApi api;

    public UpdateKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query(), request.json());
        KeyFields.apply(parameters, KeyTerms.of(caller.userId(), "", caller.permission()));
        return parameters
                .error()
                .map(Response::error)
                .orElseGet(
                        () ->
                                api.with(
                                        request,
                                        (_, id) -> update(id, parameters, request, caller)));
    }

    private Response update(long id, Parameters parameters, Request request, Principal caller) {
        return api.answer(
                api.keys()
                        .change(
                                id,
                                terms -> KeyFields.apply(parameters, terms),
                                caller::mayGrant,
                                caller.actorFrom(request.peer())));
    }
}
