package dev.cartwright.rest.keys;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.wire.ApiErrors;

/// `PATCH keys/{id}`, also by PUT and POST as WooCommerce's clients do: changes what is said of a
/// key.
public final class UpdateKey implements GuardedHandler {
    private final KeyApi api;

    public UpdateKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        return api.withinReach(request, caller, (key, _) -> update(key, request, caller));
    }

    private Response update(ConsumerKey key, Request request, Principal caller) {
        var parameters = Parameters.of(request.query(), request.json());
        KeyTerms wanted = KeyFields.apply(parameters, key.terms());
        var wrong = parameters.error();
        if (wrong.isPresent()) {
            return Response.error(wrong.get());
        }
        if (!caller.mayGrant(wanted)) {
            return Response.error(ApiErrors.CANNOT_GRANT);
        }
        return api.answer(
                api.keys()
                        .change(
                                key.id(),
                                terms -> KeyFields.apply(parameters, terms),
                                caller.actorFrom(request.peer())));
    }
}
