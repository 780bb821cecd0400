package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyTerms;
import dev.cartwright.access.Keys.Creation;
import dev.cartwright.access.NewKey;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.ConsumerKeyJson;
import dev.cartwright.wire.SessionErrors;
import java.util.Map;

/// `POST keys`: makes a consumer key. Its secret is in this answer and nowhere else.
public final class CreateKey implements GuardedHandler {
    private final KeyApi api;

    public CreateKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query(), request.json());
        if (!parameters.has("description")) {
            return Response.error(SessionErrors.missing("description"));
        }
        KeyTerms unsaid = KeyTerms.of(caller.userId(), "", Permission.READ);
        KeyTerms wanted = KeyFields.apply(parameters, unsaid);
        var wrong = parameters.error();
        if (wrong.isPresent()) {
            return Response.error(wrong.get());
        }
        return caller.mayGrant(wanted)
                ? create(wanted, request, caller)
                : Response.error(ApiErrors.CANNOT_GRANT);
    }

    private Response create(KeyTerms wanted, Request request, Principal caller) {
        return switch (api.keys().create(wanted, caller.actorFrom(request.peer()))) {
            case Creation.Created(NewKey made) -> created(made, request);
            case Creation.Refused(var faults) -> Response.error(KeyFields.invalid(faults));
        };
    }

    private Response created(NewKey made, Request request) {
        var body =
                new Response.Body.Json(
                        json ->
                                ConsumerKeyJson.writeNew(
                                        made, api.door().status(made.key()), json));
        return new Response(201, Map.of("Location", location(request, made.key().id())), body);
    }

    private static String location(Request request, long id) {
        return request.baseUrl() + "/wp-json/cocart/v2/keys/" + id;
    }
}
