package dev.cartwright.rest.wp;

import dev.cartwright.http.Handler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;

/// `GET /healthz`: that the process lives. Says nothing of what it needs; see [Readiness].
public final class Health implements Handler {
    @Override
    public Response handle(Request request) {
        return Response.json(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "ok");
                    json.writeEndObject();
                });
    }
}
