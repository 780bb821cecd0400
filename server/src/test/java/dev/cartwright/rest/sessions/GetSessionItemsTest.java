package dev.cartwright.rest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.TestSessions;
import org.junit.jupiter.api.Test;

class GetSessionItemsTest {
    private final SessionsApi api = new SessionsApi();

    @Test
    void answers200WithAnArrayOfRichItems() {
        api.save("cart", TestSessions.cart());
        Answer answer = api.items("cart", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().isArray()).isTrue();
        assertThat(answer.body().get(0).path("quantity").path("value").asInt()).isEqualTo(2);
    }

    @Test
    void answers200WithAnEmptyArrayForAnEmptyCart() {
        api.save("cart", TestSessions.emptyCart());
        Answer answer = api.items("cart", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().toString()).isEqualTo("[]");
    }

    @Test
    void answers400ForABadThumb() {
        assertThat(api.items("cart", "thumb=2").status()).isEqualTo(400);
        assertThat(api.items("cart", "thumb=").status()).isEqualTo(400);
    }

    @Test
    void answers401ToStrangersAndWrongKeys() {
        api.save("cart", TestSessions.cart());
        api.answers401("woocommerce_rest_cannot_view", () -> api.items("cart", ""));
    }

    @Test
    void answers403ToKeysAndUsersWhoMayNot() {
        api.save("cart", TestSessions.cart());
        api.answers403(Reason.MAY_NOT_READ, () -> api.items("cart", ""));
    }

    @Test
    void answers404ForAnUnknownKey() {
        assertThat(api.items("cart", "").code()).isEqualTo("cocart_session_not_found");
    }
}
