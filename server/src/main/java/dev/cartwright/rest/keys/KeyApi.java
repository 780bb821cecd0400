package dev.cartwright.rest.keys;

import dev.cartwright.access.ConsumerKey;
import dev.cartwright.access.ConsumerKeyStore;
import dev.cartwright.access.ConsumerKeys;
import dev.cartwright.access.KeyConflict;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.access.Keys;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.wire.ApiErrors;
import dev.cartwright.wire.ConsumerKeyJson;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// What every endpoint of consumer keys works with.
///
/// @param door what this server checks requests with: sees every change made here at once
public record KeyApi(ConsumerKeyStore store, Keys keys, ConsumerKeys door) {
    /// The route's parameter that names the key.
    static final String ID = "id";

    /// What every client reads exactly.
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /// Answers about the key that the path names, as it is stored now.
    Response with(Request request, BiFunction<ConsumerKey, Long, Response> answer) {
        return find(request)
                .map(key -> answer.apply(key, key.id()))
                .orElseGet(() -> Response.error(ApiErrors.KEY_NOT_FOUND));
    }

    private Optional<ConsumerKey> find(Request request) {
        String id = request.path(ID);
        return NUMBER.matcher(id).matches() ? store.find(Long.parseLong(id)) : Optional.empty();
    }

    Response answer(ConsumerKey key) {
        return Response.json(json -> ConsumerKeyJson.write(key, door.status(key), json));
    }

    Response answer(KeyOutcome outcome) {
        return switch (outcome) {
            case KeyOutcome.Done(var _, var after) -> answer(after);
            case KeyOutcome.NotDone not -> refuse(not);
        };
    }

    static Response refuse(KeyOutcome.NotDone not) {
        return Response.error(
                switch (not) {
                    case KeyOutcome.Refused(var faults) -> KeyFields.invalid(faults);
                    case KeyOutcome.Conflict(var conflict) ->
                            conflict == KeyConflict.OUT_OF_REACH
                                    ? ApiErrors.CANNOT_GRANT
                                    : ApiErrors.keyConflict(conflict);
                    case KeyOutcome.Unknown() -> ApiErrors.KEY_NOT_FOUND;
                });
    }
}
