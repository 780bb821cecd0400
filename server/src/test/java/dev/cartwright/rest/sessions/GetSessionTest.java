package dev.cartwright.rest.sessions;

import static dev.cartwright.rest.sessions.SessionsApi.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.cart.Data;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.TestSessions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetSessionTest {
    private final SessionsApi api = new SessionsApi();

    @Test
    void answers200WithTheElementAndItsDetail() {
        api.save("t_8f36", TestSessions.cart());
        Answer answer = api.get("t_8f36", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("cart_key").asString()).isEqualTo("t_8f36");
        assertThat(answer.body().path("items").isArray()).isTrue();
        assertThat(answer.body().path("problems").isArray()).isTrue();
        assertThat(answer.body().path("link").asString())
                .isEqualTo("https://shop.example/wp-json/cocart/v2/session/t_8f36");
    }

    @Test
    void answers200ForAnExpiredCartAndSaysSo() {
        api.save("old", TestSessions.cart(), TestSessions.CREATED, NOW);
        Answer answer = api.get("old", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("cart_status").asString()).isEqualTo("expired");
        assertThat(answer.body().path("problems").get(0).path("code").asString())
                .isEqualTo("expired");
    }

    @Test
    void answers200AndIgnoresKeysBesideThePath() {
        api.save("mine", TestSessions.cart());
        api.save("other", TestSessions.cart());
        assertThat(
                        api.get("mine", "session_key=other&cart_key=other")
                                .body()
                                .path("cart_key")
                                .asString())
                .isEqualTo("mine");
    }

    @Test
    void answers200WithoutPicturesWhenNoneAreWanted() {
        api.save("cart", TestSessions.cart());
        assertThat(
                        api.get("cart", "thumb=false")
                                .body()
                                .path("items")
                                .get(0)
                                .path("featured_image")
                                .asString())
                .isEmpty();
    }

    @Test
    void answers200AndCapsWhatIsStored() {
        var text = new Data.Text("x".repeat(300_000));
        api.save(
                "big", TestSessions.with(TestSessions.cart(), new Data.Mapping(Map.of("a", text))));
        Answer answer = api.get("big", "");
        assertThat(answer.body().path("session_value").toString()).isEqualTo("{}");
        assertThat(answer.body().path("problems").get(0).path("code").asString())
                .isEqualTo("truncated");
        api.save(
                "fits",
                TestSessions.with(
                        TestSessions.cart(),
                        new Data.Mapping(Map.of("a", new Data.Text("x".repeat(260_000))))));
        assertThat(api.get("fits", "").body().path("session_value").size()).isEqualTo(1);
    }

    @Test
    void answers400ForABadThumb() {
        api.save("cart", TestSessions.cart());
        Answer answer = api.get("cart", "thumb=abc");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString())
                .isEqualTo(
                        "{\"code\":\"rest_invalid_param\",\"message\":\"Invalid parameter(s):"
                                + " thumb\",\"data\":{\"status\":400,\"params\":{\"thumb\":\"thumb"
                                + " is not of type boolean.\"},\"details\":{\"thumb\":{\"code\":"
                                + "\"rest_invalid_type\",\"message\":\"thumb is not of type"
                                + " boolean.\",\"data\":{\"param\":\"thumb\"}}}}}");
    }

    @Test
    void answers401ToStrangersAndWrongKeys() {
        api.save("cart", TestSessions.cart());
        api.answers401("woocommerce_rest_cannot_view", () -> api.get("cart", ""));
    }

    @Test
    void answers403ToKeysAndUsersWhoMayNot() {
        api.save("cart", TestSessions.cart());
        api.answers403(Reason.MAY_NOT_READ, () -> api.get("cart", ""));
    }

    @Test
    void answers404ForAnUnknownOrTrashedKey() {
        Answer answer = api.get("nobody", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().toString())
                .isEqualTo(
                        "{\"code\":\"cocart_session_not_found\",\"message\":\"Cart session not"
                                + " found.\",\"data\":{\"status\":404}}");
        api.save("gone", TestSessions.cart());
        api.delete("gone", "");
        assertThat(api.get("gone", "").status()).isEqualTo(404);
    }

    @Test
    void answers404ForAnotherSpellingOfAKey() {
        api.save("abc", TestSessions.cart());
        assertThat(api.get("ABC", "").status()).isEqualTo(404);
    }
}
