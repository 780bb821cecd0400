package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyOutcome.NotDone;
import dev.cartwright.access.KeyOutcome.Rolled;
import dev.cartwright.access.Overlap;
import dev.cartwright.access.Principal;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.ConsumerKeyJson;
import java.time.Duration;
import java.util.Map;

/// `POST keys/{id}/roll`: a new key in the place of this one, which stays valid for `overlap`
/// seconds or until it has been silent for `until_silent_hours`.
public final class RollKey implements GuardedHandler {
    private final KeyApi api;

    public RollKey(KeyApi api) {
        this.api = api;
    }

    @Override
    public Response handle(Request request, Principal caller) {
        var parameters = Parameters.of(request.query(), request.json());
        Overlap overlap = overlap(parameters);
        return parameters
                .error()
                .map(Response::error)
                .orElseGet(() -> api.with(request, (_, id) -> roll(id, overlap, request, caller)));
    }

    private static Overlap overlap(Parameters parameters) {
        Long seconds = parameters.number("overlap", 0, Overlap.LONGEST.toSeconds());
        Long hours = parameters.number("until_silent_hours", 1, Overlap.LONGEST.toHours());
        if (seconds != null && hours != null) {
            parameters.refuse(
                    new BadParameter(
                            "overlap",
                            BadParameter.Code.REST_ONE_OF_MULTIPLE_MATCHES,
                            "overlap cannot be used together with until_silent_hours."));
        }
        if (hours != null) {
            return new Overlap.UntilSilentFor(hours.intValue());
        }
        return seconds == null ? Overlap.For.DEFAULT : new Overlap.For(Duration.ofSeconds(seconds));
    }

    private Response roll(long id, Overlap overlap, Request request, Principal caller) {
        return switch (api.keys()
                .roll(id, overlap, caller::mayGrant, caller.actorFrom(request.peer()))) {
            case Rolled rolled -> answer(rolled);
            case NotDone not -> KeyApi.refuse(not);
        };
    }

    private Response answer(Rolled rolled) {
        var made = rolled.made();
        return new Response(
                201,
                Map.of(),
                new Response.Body.Json(
                        json ->
                                ConsumerKeyJson.writeRolled(
                                        made,
                                        api.door().status(made.key()),
                                        rolled.previous(),
                                        api.door().status(rolled.previous()),
                                        json)));
    }
}
