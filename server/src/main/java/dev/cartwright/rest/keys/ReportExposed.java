package dev.cartwright.rest.keys;

import dev.cartwright.access.KeyAct;
import dev.cartwright.access.KeyOutcome;
import dev.cartwright.event.Actor;
import dev.cartwright.http.Handler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.BadParameter;
import dev.cartwright.wire.ExposedJson;
import dev.cartwright.wire.JsonInput;
import dev.cartwright.wire.SessionErrors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// `POST keys/exposed`: secrets that were found where everybody can read them, in the form in which
/// GitHub's secret scanning tells its partners. Their keys are disabled at once.
///
/// It needs no credential, since whoever knows a secret could use it. A consumer key by itself
/// proves nothing and changes nothing.
public final class ReportExposed implements Handler {
    static final int MAX_TOKENS = 100;
    private static final int MAX_TOKEN_LENGTH = 200;
    private static final int COST_OF_TOKEN = 5;

    private final KeyApi api;

    public ReportExposed(KeyApi api) {
        this.api = api;
    }

    /// Each secret is compared with those of all keys, and nobody is asked who she is.
    public static long cost(Request request) {
        return request.json()
                .map(JsonInput::tree)
                .map(tree -> 1 + (long) COST_OF_TOKEN * tree.size())
                .orElse(1L);
    }

    @Override
    public Response handle(Request request) {
        Optional<JsonNode> body = request.json().map(JsonInput::tree);
        if (body.isEmpty() || !body.get().isArray()) {
            return refuse(BadParameter.type("body", "array"));
        }
        JsonNode array = body.get();
        if (array.size() > MAX_TOKENS) {
            return refuse(BadParameter.tooMany("body", MAX_TOKENS));
        }
        var tokens = new ArrayList<ExposedJson.Token>();
        for (int i = 0; i < array.size(); i++) {
            JsonNode token = array.get(i).path("token");
            if (!token.isString() || token.stringValue().length() > MAX_TOKEN_LENGTH) {
                return refuse(BadParameter.type("body[" + i + "][token]", "string"));
            }
            String type = array.get(i).path("type").asStringOpt().orElse("");
            String raw = token.stringValue();
            tokens.add(new ExposedJson.Token(raw, secret(raw), type));
        }
        return disable(tokens, request);
    }

    /// Some scanners tell both halves together.
    private static String secret(String token) {
        return token.substring(token.indexOf(':') + 1).strip();
    }

    private Response disable(List<ExposedJson.Token> tokens, Request request) {
        var secrets = new HashSet<String>();
        tokens.forEach(token -> secrets.add(token.secret()));
        secrets.remove("");
        Map<String, Set<Long>> known = api.door().withSecrets(secrets);
        var actor = new Actor(Actor.Kind.SYSTEM, "secret scanner", request.peer());
        known.values().forEach(ids -> ids.forEach(id -> expose(id, actor)));
        return Response.json(json -> ExposedJson.write(tokens, known.keySet(), json));
    }

    /// A key that was revoked before stays so.
    private KeyOutcome expose(long id, Actor actor) {
        return api.keys().act(id, KeyAct.EXPOSE, actor);
    }

    private static Response refuse(BadParameter parameter) {
        ApiError error = SessionErrors.invalid(List.of(parameter));
        return Response.error(error);
    }
}
