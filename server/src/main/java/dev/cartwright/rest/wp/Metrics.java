package dev.cartwright.rest.wp;

import dev.cartwright.access.Scope;
import dev.cartwright.http.Guard;
import dev.cartwright.http.Handler;
import dev.cartwright.http.Refusal;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/// `GET /metrics`: figures for Prometheus, to callers on this machine and to managers of the shop.
public final class Metrics implements Handler {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> text;
    private final Handler guarded;

    /// @param text all figures in Prometheus's text format
    public Metrics(Guard guard, Supplier<String> text) {
        this.text = text;
        this.guarded = guard.managers(Scope.STATISTICS, Refusal.VIEW, (_, _) -> answer());
    }

    @Override
    public Response handle(Request request) {
        return request.fromThisMachine() ? answer() : guarded.handle(request);
    }

    private Response answer() {
        return new Response(
                200,
                Map.of(),
                new Response.Body.Bytes(TYPE, text.get().getBytes(StandardCharsets.UTF_8)));
    }
}
