package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Capability;
import dev.cartwright.access.Credentials;
import dev.cartwright.access.Permission;
import dev.cartwright.access.Principal;
import dev.cartwright.http.Query;
import dev.cartwright.http.Request;
import dev.cartwright.http.Response;
import dev.cartwright.usage.Call;
import dev.cartwright.usage.InMemoryUsageStore;
import dev.cartwright.usage.UsageCounter;
import dev.cartwright.usage.UsageReport;
import dev.cartwright.wire.Written;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GetKeyUsageTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00.5Z"));
    private static final Principal CALLER =
            new Principal(3, 1, Permission.READ, Set.of(Capability.MANAGE_WOOCOMMERCE));

    private final UsageCounter counter = new UsageCounter(CLOCK, text -> text);
    private final GetKeyUsage endpoint =
            new GetKeyUsage(
                    id -> id == 3, new UsageReport(new InMemoryUsageStore(), CLOCK, counter));

    @Test
    void answers200WithEverythingThatIsKnown() {
        counter.count(
                new Call(
                        3,
                        "GET",
                        "/cocart/v2/session/{key}",
                        200,
                        412,
                        "192.0.2.1",
                        "curl/8.5",
                        "a1"));
        counter.count(
                new Call(3, "DELETE", "/cocart/v2/sessions", 400, 90, "192.0.2.2", "node", "a2"));
        assertThat(body("3", Map.of("days", List.of("7"))))
                .isEqualTo(
                        Written.MAPPER.readTree(
                                """
                                {"key_id":3,"calls":2,"errors":1,"calls_last_hour":2,
                                "last_used":"2026-11-22T12:00:00Z","last_address":"192.0.2.2",
                                "last_client":"node","since":"2026-11-16T00:00:00Z",
                                "by_day":[{"day":"2026-11-22","calls":2,"errors":1}],
                                "by_route":[
                                {"method":"GET","route":"/cocart/v2/session/{key}",
                                "calls":1,"errors":0},
                                {"method":"DELETE","route":"/cocart/v2/sessions",
                                "calls":1,"errors":1}],
                                "by_status":[{"status":200,"calls":1},{"status":400,"calls":1}],
                                "recent":[
                                {"at":"2026-11-22T12:00:00.500Z","method":"DELETE",
                                "route":"/cocart/v2/sessions","status":400,"micros":90,
                                "address":"192.0.2.2","client":"node","request_id":"a2"},
                                {"at":"2026-11-22T12:00:00.500Z","method":"GET",
                                "route":"/cocart/v2/session/{key}","status":200,"micros":412,
                                "address":"192.0.2.1","client":"curl/8.5","request_id":"a1"}]}"""));
    }

    @Test
    void answers200ForAKeyThatWasNeverUsed() {
        JsonNode body = body("3", Map.of());
        assertThat(body.get("calls").asLong()).isZero();
        assertThat(body.get("last_used").isNull()).isTrue();
        assertThat(body.get("by_day").isArray()).isTrue();
        assertThat(body.get("recent").isArray()).isTrue();
        assertThat(body.get("since").asString()).isEqualTo("2026-10-24T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "401", "-1", "99999999999999999999", "x", "", "1.5", "1e2"})
    void answers400ToDaysThatAreNone(String days) {
        Response response = answer("3", Map.of("days", List.of(days)));
        assertThat(response.status()).isEqualTo(400);
        JsonNode body = tree(response);
        assertThat(body.get("code").asString()).isEqualTo("rest_invalid_param");
        assertThat(body.get("data").get("params").has("days")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "0", "x", "3x", "99999999999999999999"})
    void answers404ToAKeyThatIsNone(String id) {
        Response response = answer(id, Map.of());
        assertThat(response.status()).isEqualTo(404);
        assertThat(tree(response).get("code").asString()).isEqualTo("cartwright_key_not_found");
    }

    private JsonNode body(String id, Map<String, List<String>> query) {
        Response response = answer(id, query);
        assertThat(response.status()).isEqualTo(200);
        return tree(response);
    }

    private static JsonNode tree(Response response) {
        return Written.tree(((Response.Body.Json) response.body()).json());
    }

    private Response answer(String id, Map<String, List<String>> query) {
        var request =
                new Request(
                        "id",
                        "GET",
                        "/cocart/v2/keys/" + id + "/usage",
                        Map.of("id", id),
                        new Query(query),
                        "http://h",
                        Map.of(),
                        Optional.empty(),
                        new Credentials.None(),
                        "127.0.0.1");
        return endpoint.handle(request, CALLER);
    }
}
