package dev.cartwright.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RevokeKeyTest {
    private final KeysApi keys = new KeysApi();
    private final RevokeKey endpoint = new RevokeKey(keys.api);

    @Test
    void answers200WithTheKeyAsItWas() {
        keys.create();
        long id = keys.create().key().id();
        var answer = keys.call(endpoint, id, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("deleted").asBoolean()).isTrue();
        assertThat(answer.body().get("self").asBoolean()).isFalse();
        assertThat(answer.body().at("/previous/status").asString()).isEqualTo("active");
        assertThat(keys.store.find(id).orElseThrow().revokedAt()).isEqualTo(KeysApi.NOW);
    }

    @Test
    void answers200ForTheKeyThatAsksAndSaysSo() {
        long self = keys.create().key().id();
        assertThat(self).isEqualTo(KeysApi.ADMIN.keyId());
        assertThat(keys.call(endpoint, self, null).body().get("self").asBoolean()).isTrue();
    }

    @Test
    void answers401() {
        keys.answers401(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
        assertThat(keys.store.find(1).orElseThrow().revokedAt()).isNull();
    }

    @Test
    void answers403() {
        keys.answers403(new KeysApi.Call(endpoint, keys.create().key().id(), "", null));
        assertThat(keys.store.find(1).orElseThrow().revokedAt()).isNull();
    }

    @Test
    void answers404() {
        keys.answers404(endpoint, null);
    }

    @Test
    void answers409TheSecondTime() {
        long id = keys.create().key().id();
        keys.call(endpoint, id, null);
        var again = keys.call(endpoint, id, null);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("cartwright_key_revoked");
    }
}
