package dev.cartwright.rest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Credentials;
import dev.cartwright.http.GuardedHandler;
import dev.cartwright.http.Request;
import dev.cartwright.wire.JsonInput;
import dev.cartwright.wire.Written;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much each kind of call weighs against a limit.
class CostTest {
    private final SessionsApi api = new SessionsApi();

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "per_page=10, 1",
        "per_page=20, 2",
        "per_page=100, 6",
        "per_page=1000, 51",
        "per_page=100000, 51",
        "per_page=-5, 1",
        "per_page=x, 1",
        "page=3&per_page=500, 26",
    })
    void aListWeighsByItsRows(String query, long cost) {
        assertThat(new ListSessions(api.sessions, api.gate).cost(request(query, "")))
                .isEqualTo(cost);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "19, 1", "20, 2", "1000, 51", "5000, 51"})
    void aBulkDeletionWeighsByItsKeys(int keys, long cost) {
        String body = "{\"keys\":[" + "\"x\",".repeat(keys) + "\"x\"]}";
        String exact = keys == 0 ? "{\"keys\":[]}" : body.replaceFirst("\"x\",", "");
        assertThat(new DeleteSessions(api.sessions).cost(request("", exact))).isEqualTo(cost);
    }

    @Test
    void aBulkDeletionByFilterWeighsWhatItMayDelete() {
        assertThat(new DeleteSessions(api.sessions).cost(request("status=expired", "")))
                .isEqualTo(51);
        assertThat(new DeleteSessions(api.sessions).cost(request("", "{\"keys\":3}")))
                .isEqualTo(51);
    }

    @Test
    void oneCartWeighsOne() {
        GuardedHandler one = new GetSession(api.sessions);
        assertThat(one.cost(request("", ""))).isEqualTo(1);
    }

    private static Request request(String query, String body) {
        return new Request(
                "id",
                "GET",
                "/",
                Map.of(),
                SessionsApi.query(query),
                "http://h",
                Map.of(),
                body.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new JsonInput(Written.MAPPER.readTree(body))),
                new Credentials.None(),
                "127.0.0.1");
    }
}
