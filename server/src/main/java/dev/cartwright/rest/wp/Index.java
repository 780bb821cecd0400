package dev.cartwright.rest.wp;

import dev.cartwright.http.Handler;
import dev.cartwright.http.OptionsAnswer;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.http.Route;
import dev.cartwright.http.Routes;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/// `GET /wp-json/`: what this server is, and all of its routes.
public final class Index implements Handler {
    private static final double SECONDS_PER_HOUR = 3600;

    private final Routes routes;
    private final Supplier<Site> site;
    private final InstantSource clock;

    public Index(Routes routes, Supplier<Site> site, InstantSource clock) {
        this.routes = routes;
        this.site = site;
        this.clock = clock;
    }

    /// How the shop presents itself.
    ///
    /// @param name the site's title
    /// @param home address of the shop itself, empty for this server's own
    /// @param timeZone an IANA name or an offset
    public record Site(String name, String description, String home, String timeZone) {}

    @Override
    public Response handle(Request request) {
        return Response.json(json -> write(request.baseUrl(), json));
    }

    private void write(String baseUrl, JsonGenerator json) {
        Site shown = site.get();
        json.writeStartObject();
        json.writeStringProperty("name", shown.name());
        json.writeStringProperty("description", shown.description());
        json.writeStringProperty("url", baseUrl);
        json.writeStringProperty("home", shown.home().isEmpty() ? baseUrl : shown.home());
        json.writeNumberProperty("gmt_offset", hours(zone(shown.timeZone())));
        json.writeStringProperty("timezone_string", shown.timeZone());
        json.writeArrayPropertyStart("namespaces");
        namespaces().forEach(json::writeString);
        json.writeEndArray();
        json.writeObjectPropertyStart("authentication");
        json.writeEndObject();
        json.writeObjectPropertyStart("routes");
        for (Route route : routes.all()) {
            if (route.rest()) {
                json.writeName(RouteNames.of(route));
                OptionsAnswer.write(route, baseUrl, false, json);
            }
        }
        json.writeEndObject();
        OptionsAnswer.writeSelf(baseUrl + "/wp-json/", json);
        json.writeEndObject();
    }

    private List<String> namespaces() {
        return routes.all().stream()
                .filter(Route::rest)
                .map(Route::namespace)
                .filter(namespace -> !namespace.isEmpty())
                .distinct()
                .toList();
    }

    private double hours(ZoneId zone) {
        return zone.getRules().getOffset(clock.instant()).getTotalSeconds() / SECONDS_PER_HOUR;
    }

    /// UTC for what is no time zone, as in a foreign shop's settings.
    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }
}
