package dev.cartwright.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cartwright.client.FakeServer.Reply;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of answers, good, bad and strange.
class AnswersTest {
    private static CartwrightException listing(Reply reply) {
        try (var server = FakeServer.inTurn(reply)) {
            CartwrightClient client = server.client().retries(RetryPolicy.NONE).build();
            return catchThrowableOfType(
                    CartwrightException.class, () -> client.sessions().list(SessionQuery.all()));
        }
    }

    @Test
    void anErrorTellsAllTheServerSaid() {
        CartwrightException refusal =
                listing(
                        Reply.json(
                                        429,
                                        "{\"code\":\"rate_limit_exceeded\",\"message\":\"Too"
                                                + " many.\",\"data\":{\"reason\":\"burst\"}}")
                                .with("X-Request-Id", "0123456789abcdef0123456789abcdef")
                                .with("Retry-After", "90"));
        assertThat(refusal).isInstanceOf(TooManyRequestsException.class);
        assertThat(refusal.code()).isEqualTo("rate_limit_exceeded");
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.requestId()).contains("0123456789abcdef0123456789abcdef");
        assertThat(refusal.reason()).contains("burst");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(90));
        assertThat(refusal)
                .hasMessage(
                        "GET /sessions: Too many. (429 rate_limit_exceeded, request"
                                + " 0123456789abcdef0123456789abcdef)");
    }

    @Test
    void aProxysPageIsAnErrorTooAndItsTextIsNotPassedOn() {
        CartwrightException refusal = listing(new Reply(502, Map.of(), "<html>cs_secret</html>"));
        assertThat(refusal).isInstanceOf(ServerException.class);
        assertThat(refusal.code()).isEqualTo("http_502");
        assertThat(refusal).hasMessageNotContaining("html");
    }

    @Test
    void aMessageThatEchoesASecretIsMasked() {
        CartwrightException refusal =
                listing(
                        Reply.json(
                                400,
                                "{\"code\":\"x\",\"message\":\"bad cs_abcdefgh jane@example.com\"}"));
        assertThat(refusal).hasMessageNotContainingAny("cs_abcdefgh", "jane", "example.com");
        assertThat(((ApiException) refusal).sentence()).doesNotContain("cs_abcdefgh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "[1]", "null", "[] []", "", "[{]"})
    void aYesThatIsNoListIsUnreadable(String body) {
        CartwrightException failure = listing(Reply.json(200, body));
        assertThat(failure).isInstanceOf(UnreadableAnswerException.class);
        assertThat(failure.code()).isEqualTo("unreadable_answer");
        assertThat(failure.status()).isEqualTo(200);
    }

    @Test
    void anAnswerBeyondItsBoundIsNotRead() {
        try (var server = FakeServer.inTurn(Reply.json(200, "[" + " ".repeat(200_000) + "]"))) {
            CartwrightClient client = server.client().longestAnswer(100_000).build();
            assertThatThrownBy(() -> client.sessions().list(SessionQuery.all()))
                    .isInstanceOf(UnreadableAnswerException.class)
                    .hasMessageContaining("100000 bytes");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void noRedirectIsFollowedWhateverTheSettingsSay() {
        try (var server = FakeServer.inTurn(new Reply(302, Map.of("Location", "/stolen"), ""))) {
            CartwrightClient client =
                    server.client()
                            .http(h -> h.followRedirects(java.net.http.HttpClient.Redirect.ALWAYS))
                            .build();
            assertThatThrownBy(() -> client.sessions().list(SessionQuery.all()))
                    .isInstanceOf(ApiException.class);
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void onlyTheQueryOfALinkIsTaken() {
        Reply first =
                Reply.json(200, "[]")
                        .with(
                                "Link",
                                "<https://elsewhere.example/x?cursor=old>; rel=\"prev\","
                                        + " <https://elsewhere.example/y?rest_route=%2Fz&cursor=a%2Bb>;"
                                        + " rel=\"next\"");
        try (var server = FakeServer.inTurn(first, Reply.json(200, "[]"))) {
            CartwrightClient client = server.client().build();
            assertThat(client.sessions().stream(SessionQuery.all())).isEmpty();
            assertThat(server.seen().getLast().target())
                    .isEqualTo("/wp-json/cocart/v2/sessions?cursor=a%2Bb");
        }
    }

    @Test
    void aSessionOfWhichLittleIsKnownHasEmptyParts() {
        try (var server =
                FakeServer.inTurn(
                        Reply.json(
                                200,
                                "{\"cart_key\":\"x\",\"customer\":[],\"cart_items\":null,\"cart_created\":\"11/22/2026"
                                        + " 20:39:30\",\"cart_totals\":{\"total\":\"?\"}}"))) {
            Session session = server.client().build().sessions().get("x");
            assertThat(session.customer().guest()).isTrue();
            assertThat(session.items()).isEmpty();
            assertThat(session.created()).isEmpty();
            assertThat(session.total()).isZero();
            assertThat(session.raw().text("cart_created")).contains("11/22/2026 20:39:30");
        }
    }

    @Test
    void amountsKeepEveryDigit() {
        JsonObject object =
                new Answer(
                                200,
                                HttpHeaders.of(Map.of(), (_, _) -> true),
                                "{\"a\":0.1,\"b\":\"0.10\",\"c\":12345678901234567890}"
                                        .getBytes(StandardCharsets.UTF_8))
                        .object();
        assertThat(object.decimal("a").orElseThrow()).hasToString("0.1");
        assertThat(object.decimal("b").orElseThrow()).hasToString("0.10");
        assertThat(object.json())
                .isEqualTo("{\"a\":0.1,\"b\":\"0.10\",\"c\":12345678901234567890}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void aCartKeyThatWouldChangeTheAddressIsRefused(String key) {
        CartwrightClient client =
                CartwrightClient.at("http://127.0.0.1:1").credentials("ck_1", "cs_1").build();
        assertThatThrownBy(() -> client.sessions().deleteForGood(key))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCartKeyIsOneSegmentOfTheAddress() {
        try (var server = FakeServer.inTurn(Reply.error(404, "rest_no_route"))) {
            Sessions sessions = server.client().build().sessions();
            assertThatThrownBy(() -> sessions.find("a/../b?force=true &"))
                    .isInstanceOf(NotFoundException.class);
            assertThat(server.only().target())
                    .isEqualTo("/wp-json/cocart/v2/session/a%2F..%2Fb%3Fforce%3Dtrue%20%26");
        }
    }

    @Test
    void aBulkDeletionOfEverythingIsRefused() {
        assertThatThrownBy(() -> BulkRequest.matching(SessionFilter.all()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BulkRequest.ofKeys(java.util.List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
