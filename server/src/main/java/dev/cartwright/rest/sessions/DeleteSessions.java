package dev.cartwright.rest.sessions;

import dev.cartwright.access.Principal;
import dev.cartwright.http.Cost;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.rest.Parameters;
import dev.cartwright.session.BulkOutcome;
import dev.cartwright.session.Selection;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.BulkJson;
import dev.cartwright.wire.SessionErrors;
import java.util.Optional;

/// `DELETE sessions`: up to a thousand at once, by their keys or by the filters of the list.
public final class DeleteSessions implements GuardedHandler {
    private final Sessions sessions;

    public DeleteSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /// Filters may find as many as a call may delete.
    @Override
    public long cost(Request request) {
        return Cost.ofElements(request, "keys", Selection.MAX, Selection.MAX);
    }

    @Override
    public Response handle(Request request, Principal caller) {
        Optional<ApiError> hidden = PersonalFilters.refusal(request.query(), caller);
        if (hidden.isPresent()) {
            return Response.error(hidden.get());
        }
        var parameters = Parameters.of(request.query(), request.json());
        boolean forGood = parameters.flag("force", false);
        boolean dryRun = parameters.flagAnywhere("dry_run");
        Optional<Selection> selection = BulkParameters.read(parameters, request.query());
        Optional<ApiError> wrong = parameters.error();
        if (wrong.isPresent()) {
            return Response.error(wrong.get());
        }
        if (selection.isEmpty()) {
            return Response.error(SessionErrors.missing("keys"));
        }
        BulkOutcome outcome =
                sessions.store()
                        .deleteAll(
                                selection.get(), forGood, dryRun, caller.actorFrom(request.peer()));
        if (PersonalFilters.used(request.query())) {
            String filters = PersonalFilters.names(request.query());
            sessions.uses().listed(caller.keyId(), "delete_sessions", filters, outcome.deleted());
        }
        return Response.json(json -> BulkJson.write(json, outcome, dryRun));
    }
}
