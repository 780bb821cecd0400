package dev.cartwright.rest.wp;

import dev.cartwright.http.Handler;
import dev.cartwright.http.OptionsAnswer;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.http.Route;
import dev.cartwright.http.Routes;
import tools.jackson.core.JsonGenerator;

/// `GET /wp-json/cocart/v2`: the routes of one namespace.
public final class NamespaceIndex implements Handler {
    private final Routes routes;
    private final String namespace;

    /// @param namespace without slashes around
    public NamespaceIndex(Routes routes, String namespace) {
        this.routes = routes;
        this.namespace = namespace;
    }

    @Override
    public Response handle(Request request) {
        return Response.json(json -> write(request.baseUrl(), json));
    }

    private void write(String baseUrl, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("namespace", namespace);
        json.writeObjectPropertyStart("routes");
        for (Route route : routes.all()) {
            if (route.rest() && route.namespace().equals(namespace)) {
                json.writeName(RouteNames.of(route));
                OptionsAnswer.write(route, baseUrl, false, json);
            }
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("_links");
        json.writeArrayPropertyStart("up");
        json.writeStartObject();
        json.writeStringProperty("href", baseUrl + "/wp-json/");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }
}
