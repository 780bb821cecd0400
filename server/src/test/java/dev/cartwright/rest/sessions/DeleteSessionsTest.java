package dev.cartwright.rest.sessions;

import static dev.cartwright.rest.sessions.SessionsApi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.TestSessions;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteSessionsTest {
    private final SessionsApi api = new SessionsApi();

    @Test
    void answers200ForKeysAndPassesOverUnknownOnes() {
        api.save("a", TestSessions.cart());
        api.save("b", TestSessions.cart());
        api.save("c", TestSessions.cart());
        Answer answer = api.bulk("", "{\"keys\":[\"a\",\"b\",\"nobody\",\"no key!\"]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString())
                .isEqualTo(
                        "{\"deleted\":2,\"dry_run\":false,\"remaining\":0,\"totals\":[{"
                                + "\"currency_code\":\"USD\",\"total\":\"99.96\"}]}");
        assertThat(api.list("").keys()).containsExactly("c");
        assertThat(api.list("status=trash").keys()).hasSize(2);
    }

    @Test
    void answers200ForFilters() {
        api.save("old", TestSessions.cart(), TestSessions.CREATED, NOW);
        api.save("new", TestSessions.cart());
        assertThat(api.bulk("status=expired", null).body().path("deleted").asInt()).isEqualTo(1);
        assertThat(api.list("").keys()).containsExactly("new");
    }

    @Test
    void answers200ForADryRunAndChangesNothing() {
        for (int i = 0; i < 1005; i++) {
            api.save("cart" + i, TestSessions.cart());
        }
        Answer answer = api.bulk("has_items=true&dry_run=true", null);
        assertThat(answer.body().path("deleted").asInt()).isEqualTo(1000);
        assertThat(answer.body().path("remaining").asInt()).isEqualTo(5);
        assertThat(answer.body().path("dry_run").asBoolean()).isTrue();
        assertThat(api.list("").header("X-WP-Total")).isEqualTo("1005");
        Answer done = api.bulk("has_items=true", null);
        assertThat(done.body().path("totals")).isEqualTo(answer.body().path("totals"));
        assertThat(api.list("").header("X-WP-Total")).isEqualTo("5");
    }

    @Test
    void answers200ForGoodWhenForced() {
        api.save("a", TestSessions.cart());
        api.bulk("force=true", "{\"keys\":[\"a\"]}");
        assertThat(api.list("status=trash").keys()).isEmpty();
    }

    @Test
    void switchesMayStandInTheBody() {
        api.save("a", TestSessions.cart());
        assertThat(
                        api.bulk("", "{\"keys\":[\"a\"],\"dry_run\":true}")
                                .body()
                                .path("dry_run")
                                .asBoolean())
                .isTrue();
        assertThat(api.list("").keys()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "per_page=5", "orderby=total", "dry_run=true", "stauts=expired"})
    void answers400WhenNothingSaysWhich(String query) {
        api.save("a", TestSessions.cart());
        Answer answer = api.bulk(query, null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("rest_missing_callback_param");
        assertThat(answer.body().path("data").path("params").get(0).asString()).isEqualTo("keys");
        assertThat(api.list("").keys()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"keys\":\"a\"}",
                "{\"keys\":[1]}",
                "{\"keys\":[null]}",
                "{\"keys\":{\"0\":\"a\"}}",
                "{\"keys\":null}",
                "{\"keys\":[\"a\"],\"dry_run\":\"perhaps\"}",
                "{\"keys\":[\"a\"],\"force\":2}",
                "{\"keys\":[\"a\"],\"dry_run\":null}"
            })
    void answers400ForABadBody(String body) {
        api.save("a", TestSessions.cart());
        assertThat(api.bulk("", body).code()).isEqualTo("rest_invalid_param");
        assertThat(api.list("").keys()).containsExactly("a");
    }

    @Test
    void answers400ForMoreThanAThousandKeys() {
        String keys = Collections.nCopies(1001, "\"a\"").stream().collect(Collectors.joining(","));
        Answer answer = api.bulk("", "{\"keys\":[" + keys + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("data").path("details").path("keys").path("code").asString())
                .isEqualTo("rest_too_many_items");
        String thousand =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "\"k" + i + "\"")
                        .collect(Collectors.joining(","));
        assertThat(api.bulk("", "{\"keys\":[" + thousand + "]}").status()).isEqualTo(200);
    }

    @Test
    void answers400ForKeysTogetherWithFilters() {
        assertThat(api.bulk("status=expired", "{\"keys\":[\"a\"]}").status()).isEqualTo(400);
    }

    @Test
    void answers400ForABadFilterOrAForgottenValue() {
        api.save("a", TestSessions.cart());
        assertThat(api.bulk("status=gone", null).status()).isEqualTo(400);
        assertThat(api.bulk("has_items=true&dry_run", null).status()).isEqualTo(400);
        assertThat(api.list("").keys()).containsExactly("a");
    }

    @Test
    void answers401ToStrangersAndWrongKeys() {
        api.save("cart", TestSessions.cart());
        api.answers401(
                "woocommerce_rest_cannot_delete", () -> api.bulk("", "{\"keys\":[\"cart\"]}"));
        assertThat(api.list("").keys()).containsExactly("cart");
    }

    @Test
    void answers403ToKeysAndUsersWhoMayNot() {
        api.save("cart", TestSessions.cart());
        api.answers403(Reason.MAY_NOT_WRITE, () -> api.bulk("", "{\"keys\":[\"cart\"]}"));
        assertThat(api.list("").keys()).containsExactly("cart");
    }

    @Test
    void aDryRunAskedForInTheQueryIsNotOverruledByTheBody() {
        api.save("a", TestSessions.cart());
        Answer answer = api.bulk("dry_run=true", "{\"keys\":[\"a\"],\"dry_run\":false}");
        assertThat(answer.body().path("dry_run").asBoolean()).isTrue();
        assertThat(api.list("").keys()).containsExactly("a");
    }
}
