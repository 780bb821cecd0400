package dev.cartwright.rest.wp;

import dev.cartwright.http.Handler;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.wire.ApiErrors;
import java.util.function.BooleanSupplier;

/// `GET /readyz`: whether the server can answer requests, 200 or 503. It never says why not.
public final class Readiness implements Handler {
    private final BooleanSupplier ready;

    /// @param ready cheap, since anybody may ask; false also where the check itself fails
    public Readiness(BooleanSupplier ready) {
        this.ready = ready;
    }

    @Override
    public Response handle(Request request) {
        if (!ready.getAsBoolean()) {
            return Response.error(ApiErrors.UNAVAILABLE);
        }
        return Response.json(
                json -> {
                    json.writeStartObject();
                    json.writeStringProperty("status", "ready");
                    json.writeEndObject();
                });
    }
}
