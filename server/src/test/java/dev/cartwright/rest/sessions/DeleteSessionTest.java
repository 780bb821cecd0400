package dev.cartwright.rest.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.event.Event;
import dev.cartwright.rest.sessions.SessionsApi.Answer;
import dev.cartwright.session.TestSessions;
import org.junit.jupiter.api.Test;

class DeleteSessionTest {
    private final SessionsApi api = new SessionsApi();

    @Test
    void answers200WithWhatTheCartWas() {
        api.save("cart", TestSessions.cart());
        Answer answer = api.delete("cart", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("deleted").asBoolean()).isTrue();
        assertThat(answer.body().path("message").asString())
                .isEqualTo("Session successfully deleted!");
        assertThat(answer.body().path("cart_key").asString()).isEqualTo("cart");
        assertThat(answer.body().path("session_key").asString()).isEqualTo("cart");
        assertThat(answer.body().path("previous").path("cart_status").asString())
                .isEqualTo("active");
        assertThat(answer.body().path("previous").path("cart_totals").path("total").asString())
                .isEqualTo("49.98");
    }

    @Test
    void answers401ToStrangersAndWrongKeys() {
        api.save("cart", TestSessions.cart());
        api.answers401("woocommerce_rest_cannot_delete", () -> api.delete("cart", ""));
        assertThat(api.list("").keys()).containsExactly("cart");
    }

    @Test
    void answers403ToKeysAndUsersWhoMayNot() {
        api.save("cart", TestSessions.cart());
        api.answers403(Reason.MAY_NOT_WRITE, () -> api.delete("cart", ""));
        assertThat(api.list("").keys()).containsExactly("cart");
    }

    @Test
    void answers404TheSecondTime() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        assertThat(api.delete("cart", "").status()).isEqualTo(404);
        assertThat(api.delete("cart", "").code()).isEqualTo("cocart_session_not_found");
    }

    @Test
    void answers200AndDeletesForGoodAlsoFromTrash() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        assertThat(api.delete("cart", "force=true").status()).isEqualTo(200);
        assertThat(api.list("status=trash").keys()).isEmpty();
        assertThat(api.delete("cart", "force=1").status()).isEqualTo(404);
        assertThat(api.restore("cart").status()).isEqualTo(404);
    }

    @Test
    void answers400ForABadForceAndDeletesNothing() {
        api.save("cart", TestSessions.cart());
        assertThat(api.delete("cart", "force=yes").status()).isEqualTo(400);
        assertThat(api.get("cart", "").status()).isEqualTo(200);
    }

    @Test
    void theKeyOfThePathIsTheOneDeleted() {
        api.save("cart", TestSessions.cart());
        api.save("other", TestSessions.cart());
        api.delete("cart", "session_key=other");
        assertThat(api.list("").keys()).containsExactly("other");
    }

    @Test
    void theCallerIsRecorded() {
        api.save("cart", TestSessions.cart());
        api.delete("cart", "");
        Event last = api.store.events().getLast();
        assertThat(last.type()).isEqualTo(Event.Type.CART_TRASHED);
        assertThat(last.actor().id()).isEqualTo("11");
    }
}
