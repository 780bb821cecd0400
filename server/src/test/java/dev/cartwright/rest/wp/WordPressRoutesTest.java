package dev.cartwright.rest.wp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication;
import dev.cartwright.access.Credentials;
import dev.cartwright.http.Description;
import dev.cartwright.http.Guard;
import dev.cartwright.http.Handler;
import dev.cartwright.http.Query;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.http.Routes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What WordPress clients and operators ask beside the API.
class WordPressRoutesTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void answers200WithTheIndex() {
        JsonNode index = json(new Index(routes(), () -> site("Asia/Kolkata"), CLOCK));
        assertThat(index.get("name").asString()).isEqualTo("Shop");
        assertThat(index.get("url").asString()).isEqualTo("https://carts.example");
        assertThat(index.get("home").asString()).isEqualTo("https://shop.example");
        assertThat(index.get("gmt_offset").asDouble()).isEqualTo(5.5);
        assertThat(index.get("timezone_string").asString()).isEqualTo("Asia/Kolkata");
        assertThat(index.get("namespaces").toString()).isEqualTo("[\"cocart/v2\"]");
        assertThat(index.get("authentication").isObject()).isTrue();
        assertThat(index.get("routes").propertyNames())
                .containsExactly(
                        "/cocart/v2/sessions", "/cocart/v2/sessions/(?P<key>[A-Za-z0-9_-]{1,42})");
    }

    @Test
    void aTimeZoneThatIsNoneCountsAsUtc() {
        JsonNode index = json(new Index(routes(), () -> site("Nowhere"), CLOCK));
        assertThat(index.get("gmt_offset").asDouble()).isZero();
    }

    @Test
    void answers200WithTheRoutesOfANamespace() {
        JsonNode index = json(new NamespaceIndex(routes(), "cocart/v2"));
        assertThat(index.get("namespace").asString()).isEqualTo("cocart/v2");
        assertThat(index.get("routes").size()).isEqualTo(2);
        assertThat(index.at("/routes/~1cocart~1v2~1sessions/_links/self/0/href").asString())
                .isEqualTo("https://carts.example/wp-json/cocart/v2/sessions");
    }

    @Test
    void answers200WhenReadyAnd503WhenNot() {
        assertThat(new Health().handle(request(Map.of(), "1.1.1.1")).status()).isEqualTo(200);
        assertThat(new Readiness(() -> true).handle(request(Map.of(), "1.1.1.1")).status())
                .isEqualTo(200);
        assertThat(new Readiness(() -> false).handle(request(Map.of(), "1.1.1.1")).status())
                .isEqualTo(503);
    }

    @Test
    void answers401WithMetricsToStrangersAnd200OnThisMachine() {
        var metrics =
                new Metrics(new Guard((_, _, _) -> new Authentication.Anonymous()), () -> "up 1\n");
        assertThat(metrics.handle(request(Map.of(), "127.0.0.1")).status()).isEqualTo(200);
        assertThat(metrics.handle(request(Map.of(), "0:0:0:0:0:0:0:1")).status()).isEqualTo(200);
        assertThat(metrics.handle(request(Map.of(), "192.0.2.1")).status()).isEqualTo(401);
        assertThat(metrics.handle(request(Map.of("via", "1.1 p"), "127.0.0.1")).status())
                .isEqualTo(401);
        assertThat(metrics.handle(request(Map.of("x-forwarded-for", "a"), "127.0.0.1")).status())
                .isEqualTo(401);
    }

    private static Index.Site site(String zone) {
        return new Index.Site("Shop", "", "https://shop.example", zone);
    }

    private static Routes routes() {
        Handler none = new Health();
        return new Routes()
                .under(
                        List.of("cocart/v2"),
                        r ->
                                r.get("sessions", none, Description.NONE)
                                        .get("sessions/{key}", none, Description.NONE))
                .outside(r -> r.get("healthz", none));
    }

    private static JsonNode json(Handler handler) {
        Response response = handler.handle(request(Map.of(), "1.1.1.1"));
        var bytes = new ByteArrayOutputStream();
        try (var json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            ((Response.Body.Json) response.body()).json().write(json);
        }
        return JsonMapper.shared().readTree(bytes.toString(StandardCharsets.UTF_8));
    }

    private static Request request(Map<String, String> headers, String peer) {
        return new Request(
                "id",
                "GET",
                "/",
                Map.of(),
                Query.EMPTY,
                "https://carts.example",
                headers,
                Optional.empty(),
                new Credentials.None(),
                peer);
    }
}
