package dev.cartwright.rest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.TestSessions;
import org.junit.jupiter.api.Test;

class RestoreSessionTest {
    private final SessionsApi api = new SessionsApi();

    @Test
    void answers200WithTheElement() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        Answer answer = api.restore("cart");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("cart_status").asString()).isEqualTo("active");
        assertThat(answer.body().has("cart_deleted")).isFalse();
        assertThat(api.list("").keys()).containsExactly("cart");
    }

    @Test
    void answers401ToStrangersAndWrongKeys() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        api.answers401("woocommerce_rest_cannot_edit", () -> api.restore("cart"));
        assertThat(api.list("").keys()).isEmpty();
    }

    @Test
    void answers403ToKeysAndUsersWhoMayNot() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        api.answers403(Reason.MAY_NOT_WRITE, () -> api.restore("cart"));
        assertThat(api.list("").keys()).isEmpty();
    }

    @Test
    void answers404WhenNothingInTrashHasTheKey() {
        assertThat(api.restore("cart").status()).isEqualTo(404);
    }

    @Test
    void answers409WhenTheCartIsLiveAndNothingIsInTrash() {
        api.save("cart", TestSessions.cart());
        assertThat(api.restore("cart").code()).isEqualTo("cocart_session_exists");
        api.delete("cart", "");
        assertThat(api.restore("cart").status()).isEqualTo(200);
        assertThat(api.restore("cart").status()).isEqualTo(409);
    }

    @Test
    void answers409WhenALiveCartHasTheKey() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        api.save("cart", TestSessions.emptyCart());
        Answer answer = api.restore("cart");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("cocart_session_exists");
        assertThat(api.list("status=trash").keys()).containsExactly("cart");
    }
}
