package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.access.KeyAct;
import dev.cartwright.event.Actor;
import org.junit.jupiter.api.Test;

class EnableKeyTest {
    private final KeysApi keys = new KeysApi();
    private final EnableKey endpoint = new EnableKey(keys.api);

    @Test
    void answers200() {
        keys.create();
        keys.keys.act(1, KeyAct.DISABLE, Actor.OPERATOR);
        var answer = keys.call(endpoint, 1, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("status").asString()).isEqualTo("active");
        assertThat(answer.body().get("disabled").isNull()).isTrue();
    }

    @Test
    void answers400ForAForceThatIsNoYesOrNo() {
        keys.create();
        assertThat(keys.call(endpoint, 1, "{\"force\":\"perhaps\"}").wrong())
                .containsExactly("force");
    }

    @Test
    void answers401() {
        keys.answers401(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
    }

    @Test
    void answers403() {
        keys.answers403(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
        keys.answers403ToWhoHasLess(endpoint, null);
    }

    @Test
    void answers404() {
        keys.answers404(endpoint, null);
    }

    @Test
    void answers409ForAnExposedKeyUnlessForced() {
        keys.create();
        keys.keys.act(1, KeyAct.EXPOSE, Actor.OPERATOR);
        var refused = keys.call(endpoint, 1, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("cartwright_key_exposed");
        assertThat(keys.call(endpoint, 1, "{\"force\":true}").status()).isEqualTo(200);
    }

    @Test
    void answers409WhenTheOwnerIsGone() {
        long owner = keys.create().key().userId();
        keys.users.delete(owner, Actor.OPERATOR);
        var refused = keys.call(endpoint, 1, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("cartwright_owner_gone");
    }
}
